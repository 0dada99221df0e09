import { afterEach, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Secret } from "../../src/base/secret";
import type { Log } from "../../src/gateway/gateway-context";
import { readSettings } from "../../src/gateway/settings/read-settings";
import { startGateway, type RunningGateway } from "../../src/gateway/start-gateway";
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

  test("stops in order: it is no longer ready, a request under way is answered, and a new connection is refused", async () => {
    const gateway = await start();
    const agent = new Agent({ keepAlive: true });
    const begun = beginUpload(gateway, agent);
    await begun.connected;
    const held = openConnection(gateway);
    await held.connected;
    const stopped = running.pop()!.stop();
    const last = await held.ask("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    expect(last === "" || last.includes("503")).toBe(true);
    expect(await begun.finish()).toBe(400);
    await stopped;
    await expect(fetch(`${gateway.publicUrl}/healthz`)).rejects.toThrow();
    agent.destroy();
  });
});

/** A request whose body is sent in two halves, so that it is under way for as long as the test wants. */
function beginUpload({ port }: RunningGateway, agent: Agent) {
  const upload = httpRequest({ port, agent, method: "POST", path: "/v1/installations", headers: { "content-type": "application/json", "transfer-encoding": "chunked" } });
  const answered = new Promise<number>((resolve, reject) => {
    upload.once("response", (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    upload.once("error", reject);
  });
  return {
    connected: new Promise<void>((resolve) => upload.write('{"publicKey":', () => setTimeout(resolve, 50))),
    finish: () => {
      upload.end("{}}");
      return answered;
    },
  };
}

/** A connection that is open but asks nothing yet. */
function openConnection({ port }: RunningGateway) {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("utf8").on("data", (part: string) => (text += part));
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => resolve());
    socket.once("error", () => resolve());
  });
  return {
    connected: new Promise<void>((resolve) => socket.once("connect", () => resolve())),
    async ask(request: string): Promise<string> {
      socket.write(request);
      await closed;
      return text;
    },
  };
}
