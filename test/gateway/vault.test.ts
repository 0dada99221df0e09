import { beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";

import { describeOnBothDatabases } from "../fakes/open-test-records";
import { enrolled, openFrame, send, type TestFrame } from "./frame";

type Person = Awaited<ReturnType<typeof enrolled>>;

describeOnBothDatabases("the vault", (databases) => {
  let frame: TestFrame;
  let ann: Person;
  let bob: Person;

  beforeAll(async () => {
    frame = await openFrame({ database: await databases.address() });
    ann = await enrolled(frame);
    bob = await enrolled(frame);
  });

  type Put = { readonly as?: Person; readonly body?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>> };
  const put = async (name: string, { as = ann, headers = { "if-none-match": "*" }, ...content }: Put = {}) =>
    send(frame, `/v1/settings/${name}`, { method: "PUT", ...(content.text === undefined ? { body: content.body ?? {} } : { text: content.text }), headers: { ...(await as.headers()), ...headers } });
  const get = async (name: string, as = ann, headers: Readonly<Record<string, string>> = {}) =>
    send(frame, `/v1/settings/${name}`, { headers: { ...(await as.headers()), ...headers } });
  const remove = async (name: string, as = ann, headers: Readonly<Record<string, string>> = {}) =>
    send(frame, `/v1/settings/${name}`, { method: "DELETE", headers: { ...(await as.headers()), ...headers } });
  const tag = (reply: Response): string => reply.headers.get("etag") ?? "";

  test("keeps settings under a new version at each write, and lets nobody else store them", async () => {
    const created = await put("kept", { body: { a: 1 } });
    expect(created.status).toBe(201);
    const changed = await put("kept", { body: { a: 2 }, headers: { "if-match": tag(created) } });
    expect(changed.status).toBe(204);
    const read = await get("kept");
    expect(await read.json()).toEqual({ a: 2 });
    expect(tag(read)).toBe(tag(changed));
    expect(read.headers.get("cache-control")).toContain("no-store");
  });

  test("refuses a write that names no version (428), an old one or one that is there already (412)", async () => {
    const created = await put("versions");
    await put("versions", { headers: { "if-match": tag(created) } });
    expect((await put("versions", { headers: {} })).status).toBe(428);
    expect((await put("versions", { headers: { "if-match": "*" } })).status).toBe(428);
    expect((await put("versions", { headers: { "if-match": tag(created) } })).status).toBe(412);
    expect((await put("versions", { headers: { "if-match": '"no-version"' } })).status).toBe(412);
    expect((await put("versions")).status).toBe(412);
  });

  test("answers 304 to who has the version already", async () => {
    const created = await put("cached");
    const reply = await get("cached", ann, { "if-none-match": tag(created) });
    expect(reply.status).toBe(304);
    expect(await reply.text()).toBe("");
    expect(tag(reply)).toBe(tag(created));
  });

  test("takes a version that a proxy marked as weak for what it is", async () => {
    const created = await put("weak");
    expect((await put("weak", { headers: { "if-match": `W/${tag(created)}` } })).status).toBe(204);
  });

  test("removes settings, on wish only in the version that was read", async () => {
    const created = await put("removed");
    await put("removed", { headers: { "if-match": tag(created) } });
    expect((await remove("removed", ann, { "if-match": tag(created) })).status).toBe(412);
    expect((await get("removed")).status).toBe(200);
    expect((await remove("removed")).status).toBe(204);
    expect((await get("removed")).status).toBe(404);
    expect((await remove("removed")).status).toBe(204);
  });

  test("shows nobody the settings of another identity, nor lets them be changed or removed", async () => {
    const mine = await put("private", { body: { secret: "Ann's" } });
    expect((await get("private", bob)).status).toBe(404);
    expect((await put("private", { as: bob, headers: { "if-match": tag(mine) } })).status).toBe(412);
    expect((await remove("private", bob)).status).toBe(204);
    expect((await put("private", { as: bob, body: { secret: "Bob's" } })).status).toBe(201);
    expect(await (await get("private")).json()).toEqual({ secret: "Ann's" });
  });

  test("is the same at every node of a database, for the same people", async () => {
    const other = await openFrame({ database: frame.settings.database, env: { XLSTRIPE_KEY_FILE: frame.settings.keyFile } });
    const created = await put("nodes", { body: { written: "here" } });
    const read = await send(other, "/v1/settings/nodes", { headers: await ann.headers() });
    expect(await read.json()).toEqual({ written: "here" });
    const there = await send(other, "/v1/settings/nodes", { method: "PUT", body: { written: "there" }, headers: { ...(await ann.headers()), "if-match": tag(created) } });
    expect(there.status).toBe(204);
    expect((await put("nodes", { headers: { "if-match": tag(created) } })).status).toBe(412);
  });

  test.each(["UPPER", "a".repeat(65), "sp%20ace", "..%2fother", "%00"])("refuses the name %s", async (name) => {
    expect((await get(name)).status).toBe(400);
  });

  test.each(["[]", "null", "1", "text", "{"])("refuses %s, which is no JSON object", async (text) => {
    expect((await put("content", { text })).status).toBe(400);
  });

  test("loses no write of several devices that read, change and write again after a conflict", async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 4 }), async (devices, writes) => {
        const name = `devices-${++run}`;
        const count = async (): Promise<void> => {
          for (;;) {
            const read = await get(name);
            const before = read.status === 404 ? 0 : ((await read.json()) as { readonly count: number }).count;
            const headers: Record<string, string> = read.status === 404 ? { "if-none-match": "*" } : { "if-match": tag(read) };
            if ((await put(name, { body: { count: before + 1 }, headers })).status !== 412) return;
          }
        };
        await Promise.all(Array.from({ length: devices }, async () => {
          for (let write = 0; write < writes; write++) await count();
        }));
        expect(await (await get(name)).json()).toEqual({ count: devices * writes });
      }),
      { numRuns: 8 },
    );
  });
});
