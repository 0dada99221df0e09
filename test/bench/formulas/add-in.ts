import type { App } from "../../../src/app/app-api";
import { createApp } from "../../../src/app/create-app";
import { Secret } from "../../../src/base/secret";
import { createMemoryRecords } from "../../../src/platform/memory-records";
import { createMemoryStore } from "../../../src/platform/memory-store";
import { nodeClock } from "../../../src/platform/node/clock";
import { loadSqlite } from "../../../src/platform/node/load-sqlite";
import { sendTo } from "../../../src/platform/node/send-http";
import type { Sandbox } from "../../../src/sandbox/sandbox";
import { createMemoryCells } from "../../app/memory-cells";
import { createMemoryWorkbook } from "../../app/memory-workbook";

/** The add-in's use cases over a sandbox, with a log of the addresses that were asked. */
export function startAddIn(sandbox: Sandbox): { readonly app: App; readonly asked: URL[] } {
  const asked: URL[] = [];
  const toSandbox = sendTo((request) => sandbox.handle(request));
  const app = createApp({
    clock: nodeClock,
    random: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    loadSqlite,
    send: (request, signal) => {
      asked.push(new URL(request.url));
      return toSandbox(request, signal);
    },
    openSettingsStore: () => Promise.resolve(createMemoryStore()),
    openDeviceRecords: () => Promise.resolve(createMemoryRecords()),
    runExclusively: (_, task) => task(),
    announceGrant: () => undefined,
    gateway: null,
    workbook: createMemoryWorkbook(),
    openCellChanges: () => Promise.resolve(createMemoryCells()),
    addIn: { showPane: () => Promise.resolve(), startWithWorkbook: () => Promise.resolve(), documentAddress: () => Promise.resolve(null) },
    builtInConnections: [{ name: "sandbox", apiKey: new Secret("sk_test_sandbox"), apiBase: "http://127.0.0.1:12111" }],
    deployment: { allowedApiBases: [] },
  });
  return { app, asked };
}
