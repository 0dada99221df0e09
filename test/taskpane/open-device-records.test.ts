import "fake-indexeddb/auto";
import { describe, expect, test } from "@jest/globals";

import type { AppError } from "../../src/base/app-error";
import { createDeviceDatabase } from "../../src/platform/browser/device-database";
import { openDeviceRecords } from "../../taskpane/open-device-records";

const { signal } = new AbortController();

describe("records of the device", () => {
  test("are the browser's where it stores data", async () => {
    const problems: AppError[] = [];
    const records = await openDeviceRecords(createDeviceDatabase("here"), (problem) => problems.push(problem), signal);
    expect([records.kind, problems]).toEqual(["device", []]);
  });

  test("are in memory where it stores none, and the reason is told", async () => {
    const problems: AppError[] = [];
    const denied = () => Promise.reject(new DOMException("denied", "SecurityError"));
    const records = await openDeviceRecords(denied, (problem) => problems.push(problem), signal);
    expect([records.kind, problems.map(({ code }) => code)]).toEqual(["memory", ["STORAGE_UNAVAILABLE"]]);
  });
});
