import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Hono } from "hono";
import { createGatewaySettingsStore } from "../../src/auth/gateway-settings-store";
import { openRoamingSettings } from "../../src/auth/roaming-settings";
import { AppError } from "../../src/base/app-error";
import type { GatewayEnv } from "../../src/gateway/gateway-context";
import { answerRefusal } from "../../src/gateway/refusal";
import { mountVault } from "../../src/gateway/vault/mount-vault";
import { createMemoryRecords } from "../../src/platform/memory-records";
import { sendTo } from "../../src/platform/node/send-http";
import type { SendHttp } from "../../src/platform/ports";
import { createFakeClock } from "../fakes/fake-clock";
import { scriptedSend } from "./scripted-send";

const { signal } = new AbortController();
const origin = "https://gateway.example";
let routes: Hono<GatewayEnv>;
beforeEach(() => {
  routes = new Hono<GatewayEnv>();
  routes.use("*", async (call, next) => {
    call.set("principal", { kind: "installation", owner: call.req.header("authorization") ?? "" });
    await next();
  });
  routes.onError(answerRefusal);
  mountVault(routes, { records: createMemoryRecords() });
});

const open = (person = "ann", send: SendHttp = sendTo(async (request) => routes.fetch(request))) =>
  createGatewaySettingsStore({
    origin,
    send,
    identity: { kind: "installation", authorization: () => Promise.resolve(`Bearer ${person}`) },
    name: "settings",
  });

describe("settings at the gateway", () => {
  test("are empty at first, then what was saved, with the version that the gateway gave", async () => {
    expect(await open().load(signal)).toBeNull();
    const saved = await open().save('{"a":1}', null, signal);
    expect(await open().load(signal)).toEqual({ text: '{"a":1}', ...(saved as object) });
  });

  test("are written only over the version that the writer knew", async () => {
    const first = (await open().save('{"a":1}', null, signal)) as { etag: string };
    expect(await open().save('{"a":2}', null, signal)).toBe("conflict");
    const second = (await open().save('{"a":2}', first.etag, signal)) as { etag: string };
    expect(await open().save('{"a":3}', first.etag, signal)).toBe("conflict");
    expect(await open().load(signal)).toEqual({ text: '{"a":2}', etag: second.etag });
  });

  test("of one person are nobody else's", async () => {
    await open("ann").save('{"a":1}', null, signal);
    expect(await open("bob").load(signal)).toBeNull();
  });

  test("may hold secrets, since the gateway encrypts them", () => {
    expect(open()).toMatchObject({ kind: "vault", encrypts: true });
  });

  test("say so when something in front of the gateway takes the version away", async () => {
    const store = open("ann", scriptedSend(() => ({ text: "{}" })));
    const failure = await store.load(signal).catch((thrown: unknown) => AppError.from(thrown));
    expect(failure).toMatchObject({ code: "STORAGE_UNAVAILABLE", hint: expect.stringMatching(/ETag/) as unknown });
  });

  test("of several devices come together, whatever each saves and in whatever order", async () => {
    const step = fc.record({ device: fc.nat(2), name: fc.constantFrom("a", "b", "c"), value: fc.nat(9) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 15 }), async (steps) => {
        const person = `person${++run}`;
        const tools = { clock: { ...createFakeClock(), sleep: () => Promise.resolve() }, random: () => 0.5 };
        const devices = await Promise.all([0, 1, 2].map(() => openRoamingSettings(open(person), tools, signal)));
        const last = new Map<string, number>();
        for (const { device, name, value } of steps) {
          devices[device]?.set(name, value);
          await devices[device]?.save(signal);
          last.set(name, value);
        }
        await Promise.all(devices.map((device) => device.reload(signal)));
        for (const device of devices) expect(Object.fromEntries(device.names().map((name) => [name, device.get(name)]))).toEqual(Object.fromEntries([...last].sort()));
      }),
      { numRuns: 25 },
    );
  });
});
