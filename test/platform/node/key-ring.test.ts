import { afterAll, describe, expect, test } from "@jest/globals";
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";

import { addKey, createSealer, newKeyRing, readKeyRing, withNewKey } from "../../../src/platform/node/key-ring";

const folder = mkdtempSync(join(tmpdir(), "xlstripe-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a sealer", () => {
  const sealer = createSealer(newKeyRing());

  test("opens what it sealed, in the same context only", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.string(), async (text, context, other) => {
        const sealed = await sealer.seal(context, text);
        expect(await sealer.open(context, sealed)).toBe(text);
        if (other !== context) await expect(sealer.open(other, sealed)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
      }),
      { numRuns: 50 },
    );
  });

  test("never writes the same text twice", async () => {
    expect(await sealer.seal("a", "text")).not.toBe(await sealer.seal("a", "text"));
  });

  test.each([
    ["a changed ciphertext", (sealed: string) => sealed.replace(/.(?=.{30}$)/, (letter) => (letter === "A" ? "B" : "A"))],
    ["a text that is none of ours", () => "nonsense"],
    ["an unprotected header", (sealed: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${sealed.split(".").slice(1).join(".")}`],
  ])("refuses %s", async (_what, change) => {
    await expect(sealer.open("a", change(await sealer.seal("a", "text")))).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  test("opens with every key of its ring and closes with the current one", async () => {
    const old = newKeyRing();
    const sealed = await createSealer(old).seal("a", "text");
    const both = createSealer(withNewKey(old));
    expect(await both.open("a", sealed)).toBe("text");
    await expect(createSealer(old).open("a", await both.seal("a", "text"))).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });
});

describe("a key file", () => {
  test("is made when told to, readable by its owner only, and the same for all that make it at once", async () => {
    const file = join(folder, "made/keys.json");
    const rings = await Promise.all([1, 2, 3].map(() => readKeyRing(file, { create: true })));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(rings[1]).toEqual(rings[0]);
    expect(rings[2]).toEqual(rings[0]);
    expect(await readKeyRing(file)).toEqual(rings[0]);
  });

  test("is not made by itself: a lost key file is an error with the next step", async () => {
    await expect(readKeyRing(join(folder, "lost.json"))).rejects.toMatchObject({ code: "BAD_SETTING", hint: expect.stringContaining("backup") });
  });

  test("that others can read is refused", async () => {
    const file = join(folder, "open.json");
    await readKeyRing(file, { create: true });
    chmodSync(file, 0o644);
    await expect(readKeyRing(file)).rejects.toThrow(/Other people of this computer can read/);
  });

  test.each(["", "{", "{}", '{"current":"k1","keys":{}}', '{"current":"k1","keys":{"k1":"c2hvcnQ"}}'])("with the content %j is refused", async (text) => {
    const file = join(folder, "broken.json");
    writeFileSync(file, text, { mode: 0o600 });
    await expect(readKeyRing(file)).rejects.toMatchObject({ code: "BAD_SETTING" });
  });

  test("gets a new current key by rotation and keeps the old ones", async () => {
    const file = join(folder, "rotated.json");
    const before = await readKeyRing(file, { create: true });
    const after = await addKey(file);
    expect(after.current).not.toBe(before.current);
    expect(after.keys.get(before.current)).toEqual(before.keys.get(before.current));
    expect(await readKeyRing(file)).toEqual(after);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
