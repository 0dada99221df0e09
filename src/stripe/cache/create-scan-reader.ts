import type { ReadContext } from "../../table/row-source";
import type { RowBlock } from "../../table/row-block";
import { readScan, type ReadScanTools, type RunningScan, type ScanToRead } from "./read-scan";

/** Reads scans, whole ones through the memory of the connection. */
export type ScanReader = (scan: ScanToRead, context: ReadContext) => AsyncGenerator<RowBlock>;

/** Makes a {@link ScanReader}. */
export function createScanReader(tools: Omit<ReadScanTools, "running">): ScanReader {
  const running = new Set<RunningScan>();
  return (scan, context) => readScan({ ...tools, running }, scan, context);
}
