import { beforeEach, describe, expect, test } from "@jest/globals";
import { join } from "node:path";

import { createFileSpool } from "../../src/platform/node/file-spool";
import { openFrame, send, type TestFrame } from "./frame";

const { signal } = new AbortController();

describe("/readyz", () => {
  let frame: TestFrame;
  beforeEach(async () => {
    frame = await openFrame();
  });

  /** Asks, with time moving on while the answer waits. */
  async function ask(): Promise<{ readonly status: number; readonly report: unknown }> {
    await frame.clock.advance(2000);
    const asked = send(frame, "/readyz");
    let answered = false;
    void asked.then(() => (answered = true));
    while (!answered) await frame.clock.advance(50);
    const reply = await asked;
    return { status: reply.status, report: await reply.json() };
  }

  test("says yes when the database takes writes, the keys open it and no tokens wait", async () => {
    expect(await ask()).toEqual({ status: 200, report: { database: true, spool: true, serving: true } });
  });

  test("says no while tokens wait in the spool, and yes again when they are gone", async () => {
    const spool = createFileSpool(join(frame.folder, "data/spool"));
    await spool.put("left behind", "sealed", signal);
    expect(await ask()).toEqual({ status: 503, report: { database: true, spool: false, serving: true } });
    await spool.remove("left behind", signal);
    expect((await ask()).status).toBe(200);
  });

  test("says no when the database fails, and logs why", async () => {
    await frame.gateway.close();
    expect(await ask()).toMatchObject({ status: 503, report: { database: false } });
    expect(frame.lines).toContainEqual(expect.objectContaining({ level: "error", event: "database not ready" }));
  });

  test("says no once the gateway is told to stop, while /healthz still says yes", async () => {
    frame.gateway.drain();
    expect(await ask()).toMatchObject({ status: 503, report: { serving: false } });
    expect((await send(frame, "/healthz")).status).toBe(200);
  });
});
