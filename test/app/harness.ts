import { loadSqlite } from "../../src/platform/node/load-sqlite";
import { type AppDeps, createApp } from "../../src/app/create-app";
import type { DraftSettings } from "../../src/app/app-api";
import { Secret } from "../../src/base/secret";
import { createMemoryStore } from "../../src/platform/memory-store";
import { createMemoryRecords } from "../../src/platform/memory-records";
import type { SendHttp, VersionedStore } from "../../src/platform/ports";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox";
import { createFakeClock, type FakeClock } from "../fakes/fake-clock";
import { createMemoryCells } from "./memory-cells";
import { createMemoryWorkbook, type MemoryWorkbook } from "./memory-workbook";

export const now = Date.UTC(2026, 0, 1);
export const sandboxRoot = "http://127.0.0.1:12111";

/** A key that the sandbox takes. */
export const goodKey = new Secret("sk_test_sandbox");

/** A signal that never fires. */
export const going = () => new AbortController().signal;

/** The whole app over the sandbox in process, a workbook in memory and a clock that the test moves. */
export function startApp(changes: Partial<AppDeps> = {}, company: Partial<SandboxOptions> = {}) {
  const sandbox: Sandbox = createSandbox({ now, scale: 0.02, ...company });
  const clock: FakeClock = createFakeClock(now);
  const workbook: MemoryWorkbook = createMemoryWorkbook();
  const store: VersionedStore = createMemoryStore();
  const records = createMemoryRecords();
  let drawn = 0;
  const started: boolean[] = [];
  /** Where the workbook's file is; a test may save it under another name. */
  const file: { address: string | null } = { address: "https://acme.example/Book1.xlsx" };
  const requests: string[] = [];
  /** What a test lets happen before a request arrives; throwing is a broken connection. */
  const network: { before: (url: string) => void } = { before: () => undefined };
  const send: SendHttp = async (request, signal) => {
    signal.throwIfAborted();
    requests.push(request.url);
    network.before(request.url);
    const { url, method, headers, body } = request;
    const reply = await sandbox.handle(new Request(url, { method, headers, ...(body === undefined ? {} : { body }) }));
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
  };
  const deps: AppDeps = {
    clock,
    random: () => (++drawn * 0.6180339887) % 1,
    send,
    loadSqlite,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    runExclusively: (_name, task) => task(),
    announceGrant: () => undefined,
    openSettingsStore: () => Promise.resolve(store),
    openDeviceRecords: () => Promise.resolve(records),
    gateway: null,
    workbook,
    openCellChanges: () => Promise.resolve(createMemoryCells()),
    addIn: {
      showPane: () => Promise.resolve(),
      startWithWorkbook: (enabled) => Promise.resolve(void started.push(enabled)),
      documentAddress: () => Promise.resolve(file.address),
    },
    builtInConnections: [],
    deployment: { defaultTestApiBase: sandboxRoot, allowedApiBases: [] },
    ...changes,
  };
  const app = createApp(deps);
  const connect = (name = "acme", settings: DraftSettings = {}) =>
    app.connections.save({ settings: { Name: name, ApiKey: goodKey, ...settings } }, going());
  return { app, connect, sandbox, clock, workbook, store, file, started, requests, network, deps };
}

/** Waits for work that sleeps by the clock of the test. */
export async function whileTimePasses<T>(clock: FakeClock, work: Promise<T>): Promise<T> {
  let ended = false;
  const end = () => void (ended = true);
  work.then(end, end);
  while (!ended) if ((await clock.advanceToNext()) === null) await new Promise((resolve) => setTimeout(resolve, 1));
  return work;
}
