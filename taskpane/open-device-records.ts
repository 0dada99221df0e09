import { AppError } from "../src/base/app-error";
import type { OpenDeviceDatabase } from "../src/platform/browser/device-database";
import { createDeviceRecords } from "../src/platform/browser/device-records";
import { createMemoryRecords } from "../src/platform/memory-records";
import type { RecordStore } from "../src/platform/ports";

/**
 * The browser's encrypted records; records in memory where it keeps none, as some settings of Excel on the web
 * have it; `onProblem` is told why then.
 */
export async function openDeviceRecords(
  database: OpenDeviceDatabase,
  onProblem: (problem: AppError) => void,
  signal: AbortSignal,
): Promise<RecordStore> {
  const records = createDeviceRecords(database);
  try {
    await records.list({ collection: "seeds" }, signal);
    return records;
  } catch (failure) {
    const error = AppError.from(failure);
    if (error.code !== "STORAGE_UNAVAILABLE") throw error;
    onProblem(error);
    return createMemoryRecords();
  }
}
