import { afterAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openRecords } from "../../../../src/platform/node/store/open-records";
import { testSealer } from "../../../fakes/open-test-records";
import { runSql } from "./run-sql";

const { signal } = new AbortController();

describe("a SQLite file of records", () => {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-file-"));
  const database = { kind: "sqlite", file: join(folder, "own/records.sqlite") } as const;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("can be read by its owner only", async () => {
    const records = await openRecords({ database, sealer: testSealer });
    await records.check(signal);
    const modes = readdirSync(join(folder, "own")).map((name) => statSync(join(folder, "own", name)).mode & 0o077);
    expect(modes.length).toBeGreaterThan(1);
    expect(new Set(modes)).toEqual(new Set([0]));
    await records.close();
  });

  test("keeps no byte of a removed value, neither in the file nor in its log", async () => {
    const records = await openRecords({ database, sealer: testSealer });
    const key = { collection: "c", owner: "o", name: "removed" };
    await records.save({ key, text: "x".repeat(9000), etag: null }, signal);
    const [row] = await runSql(database, "SELECT sealed FROM xlstripe_records WHERE name = 'removed'");
    const pieces = [100, 3000, 9000].map((at) => String(row?.["sealed"]).slice(at, at + 40));
    const stored = () => readdirSync(join(folder, "own")).map((name) => readFileSync(join(folder, "own", name), "latin1")).join("");
    expect(pieces.every((piece) => stored().includes(piece))).toBe(true);
    await records.remove(key, signal);
    expect(pieces.filter((piece) => stored().includes(piece))).toEqual([]);
    await records.close();
  });

  test("is written through a write-ahead log", async () => {
    const records = await openRecords({ database, sealer: testSealer });
    expect(await runSql(database, "PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
    await records.close();
  });
});
