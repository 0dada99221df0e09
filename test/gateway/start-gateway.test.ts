import { afterEach, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Secret } from "../../src/base/secret";
import type { Log } from "../../src/gateway/gateway-context";
import { readSettings } from "../../src/gateway/settings/read-settings";
import { startGateway, type RunningGateway } from "../../src/gateway/start-gateway";
import { createFileSpool } from "../../src/platform/node/file-spool";
import { createSealer, newKeyRing, readKeyRing } from "../../src/platform/node/key-ring";
import { openRecords } from "../../src/platform/node/store/open-records";

const { signal } = new AbortController();
const silent: Log = () => undefined;
const env = { XLSTRIPE_PORT: "0", XLSTRIPE_ADD_IN: "assets" };

describe("a gateway that listens", () => {
  const running: RunningGateway[] = [];
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), "xlstripe-run-"));
    folders.push(folder);
    return folder;
  }

  async function start(folder = newFolder(), more: Readonly<Record<string, string>> = {}): Promise<RunningGateway & { readonly folder: string }> {
    const gateway = await startGateway(readSettings({ ...env, ...more }, { dataFolder: folder }), { log: silent });
    running.push(gateway);
    return { ...gateway, folder };
  }

  const readiness = async ({ publicUrl }: RunningGateway) => {
    const reply = await fetch(`${publicUrl}/readyz`);
    return { status: reply.status, report: (await reply.json()) as unknown };
  };

  test("starts without any setting and is ready", async () => {
    const gateway = await start();
    expect(gateway.publicUrl).toBe(`http://127.0.0.1:${gateway.port}`);
    expect(await readiness(gateway)).toEqual({ status: 200, report: { database: true, spool: true, serving: true } });
  });

  test("does not start with another key file than its database's", async () => {
    const folder = newFolder();
    const stranger = createSealer(newKeyRing());
    const records = await openRecords({ database: { kind: "sqlite", file: join(folder, "gateway.sqlite") }, sealer: stranger });
    await records.check(signal);
    await records.close();
    await expect(start(folder)).rejects.toThrow("cannot be decrypted with this key file");
  });

  test("does not make a key file of its own for a database that several nodes share", async () => {
    const settings = { ...readSettings(env, { dataFolder: newFolder() }), database: { kind: "postgres", url: new Secret("postgres://none") } } as const;
    await expect(startGateway(settings, { log: silent })).rejects.toMatchObject({ code: "BAD_SETTING", hint: expect.stringContaining("--new-key") });
  });

  test("starts although something in its spool cannot be read, says so in its log, and is not ready", async () => {
    const folder = newFolder();
    await createFileSpool(join(folder, "spool")).put("of a lost key", "sealed", signal);
    const events: string[] = [];
    const gateway = await startGateway(readSettings(env, { dataFolder: folder }), { log: (level, event) => void events.push(`${level}: ${event}`) });
    running.push(gateway);
    expect(events).toContain("error: spool not replayed at the start");
    expect(await readiness(gateway)).toMatchObject({ status: 503, report: { database: true, spool: false } });
  });

  test("says when its port is taken", async () => {
    const { port } = await start();
    await expect(start(newFolder(), { XLSTRIPE_PORT: String(port) })).rejects.toMatchObject({ code: "BAD_SETTING" });
  });

  test("keeps what it stored over a restart, with the same key file", async () => {
    const first = await start();
    const keys = await readKeyRing(join(first.folder, "keys.json"));
    await running.pop()?.stop();
    const second = await start(first.folder);
    expect((await readiness(second)).status).toBe(200);
    expect(await readKeyRing(join(first.folder, "keys.json"))).toEqual(keys);
  });

  test("stops in order: a request under way is answered, and no new connection is taken", async () => {
    const gateway = await start();
    const upload = beginUpload(gateway);
    await upload.begun;
    let stopped = false;
    const stop = running.pop()!.stop().then(() => (stopped = true));
    await expect(fetch(`${gateway.publicUrl}/healthz`)).rejects.toThrow();
    expect(stopped).toBe(false);
    expect(await upload.finish()).toBe(400);
    await stop;
  });
});

/** A request whose body is sent in two halves, so that it is under way for as long as the test wants. */
function beginUpload({ port }: RunningGateway) {
  const upload = httpRequest({ port, method: "POST", path: "/v1/installations", headers: { "content-type": "application/json", "transfer-encoding": "chunked" } });
  const answered = new Promise<number>((resolve, reject) => {
    upload.once("response", (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    upload.once("error", reject);
  });
  return {
    /** Resolves when the server has taken the first half; its answer to another request says so. */
    begun: new Promise<void>((resolve) => upload.write('{"publicKey":', () => resolve())).then(() => fetch(`http://127.0.0.1:${port}/healthz`)),
    finish: () => {
      upload.end("{}}");
      return answered;
    },
  };
}
