import { describe, expect, test } from "@jest/globals";
import type { AppDeps } from "../../../src/app/create-app";
import { definitionsNamespace } from "../../../src/app/definitions-xml";
import { identityNamespace } from "../../../src/app/trust/workbook-identity";
import { AppError } from "../../../src/base/app-error";
import { going, startApp } from "../harness";
import { createMemoryWorkbook, type MemoryWorkbook } from "../memory-workbook";

type Started = ReturnType<typeof startApp>;

const sql = "SELECT id FROM customers LIMIT 2";
const read = ({ app }: Started, connection = "acme") => app.runQuery({ sql, connection }, { signal: going() });
const refused = (connection: string) => ({ code: "NOT_ALLOWED", message: `This workbook may not read from "${connection}" yet.` });

/** A person whose workbook has a query, and may read. */
async function startOwn() {
  const own = startApp();
  await own.connect();
  const { definition } = await own.app.queries.insert({ run: { sql }, name: "Mine", target: { kind: "newSheet", sheetName: "Mine" } }, { signal: going() });
  return { own, id: definition.id };
}

/** The same person opens a workbook somewhere. */
function open({ store }: Started, { address, ...file }: Partial<AppDeps> & { readonly workbook: MemoryWorkbook; readonly address: string | null }): Started {
  const opened = startApp({ openSettingsStore: () => Promise.resolve(store), ...file });
  opened.file.address = address;
  return opened;
}

/** What somebody who was once sent a workbook can make of it. */
function copyOf({ parts, tables }: MemoryWorkbook): MemoryWorkbook {
  const copy = createMemoryWorkbook();
  for (const [namespace, xml] of parts) copy.parts.set(namespace, xml);
  for (const [id, content] of tables) copy.tables.set(id, content);
  return copy;
}

describe("a workbook of somebody else that carries the id of an allowed one", () => {
  test.each([
    ["from another place under the same name", "https://evil.example/Book1.xlsx"],
    ["from another folder of the same place", "https://acme.example/mail/Book1.xlsx"],
    ["whose address only begins as the allowed one", "https://acme.example/Book1.xlsx?from=mail"],
    ["that was never saved, such as one made of a template", null],
  ])("%s gets no data, by its formulas or its queries", async (_, address) => {
    const { own, id } = await startOwn();
    const copy = open(own, { workbook: copyOf(own.workbook), address });
    await copy.app.queries.load(going());
    await expect(read(copy)).rejects.toMatchObject(refused("acme"));
    await expect(copy.app.queries.refresh(id, { signal: going() })).rejects.toMatchObject(refused("acme"));
    expect([copy.requests, copy.app.trust.asked.get()]).toEqual([[], ["acme"]]);
  });

  test("once allowed at its own place, is another entry of the list, and revoking it leaves the first", async () => {
    const { own } = await startOwn();
    const copy = open(own, { workbook: copyOf(own.workbook), address: "https://evil.example/Book1.xlsx" });
    await copy.app.trust.allow("acme", going());
    const [first, second, ...others] = copy.app.trust.list.get().toSorted((a, b) => String(a.address).localeCompare(String(b.address)));
    expect([first?.address, second?.address, others]).toEqual(["https://acme.example/Book1.xlsx", "https://evil.example/Book1.xlsx", []]);
    if (second) await copy.app.trust.revoke(second, going());
    await expect(read(copy)).rejects.toMatchObject(refused("acme"));
    expect((await read(own)).rows).toHaveLength(2);
  });
});

describe("an allowed workbook that somebody changed", () => {
  test("does not read from another connection, whose name they put into its query", async () => {
    const { own, id } = await startOwn();
    await open(own, { workbook: createMemoryWorkbook(), address: "https://acme.example/Other.xlsx" }).connect("second");
    own.workbook.parts.set(definitionsNamespace, String(own.workbook.parts.get(definitionsNamespace)).replace('connection="acme"', 'connection="second"'));
    const later = open(own, { workbook: own.workbook, address: own.file.address });
    await later.app.queries.load(going());
    expect(later.app.queries.list.get()[0]?.definition.connection).toBe("second");
    await expect(later.app.queries.refresh(id, { signal: going() })).rejects.toMatchObject(refused("second"));
    expect(later.requests).toEqual([]);
    expect((await read(later)).rows).toHaveLength(2);
  });

  test("is asked for again when its id is gone", async () => {
    const { own } = await startOwn();
    own.workbook.parts.delete(identityNamespace);
    await expect(read(open(own, { workbook: own.workbook, address: own.file.address }))).rejects.toMatchObject(refused("acme"));
  });
});

test("of two people with one workbook open each reads what they allowed themselves, and revokes it for themselves", async () => {
  const { own: ann } = await startOwn();
  const id = ann.workbook.parts.get(identityNamespace);
  const bensOwn = startApp();
  bensOwn.file.address = "https://acme.example/Bens.xlsx";
  await bensOwn.connect();
  const ben = open(bensOwn, { workbook: ann.workbook, address: ann.file.address });
  expect((await read(ann)).rows).toHaveLength(2);
  await expect(read(ben)).rejects.toMatchObject(refused("acme"));
  await ben.app.trust.allow("acme", going());
  expect((await read(ben)).rows).toHaveLength(2);
  expect(ann.workbook.parts.get(identityNamespace)).toBe(id);
  await ann.app.trust.load(going());
  for (const permission of ann.app.trust.list.get()) await ann.app.trust.revoke(permission, going());
  await expect(read(ann)).rejects.toMatchObject(refused("acme"));
  expect((await read(ben)).rows).toHaveLength(2);
});

test("a permission whose revocation cannot be stored stays in the list, and the person is told", async () => {
  const { own } = await startOwn();
  const failure = new AppError("STORAGE_UNAVAILABLE", "This device keeps nothing.");
  const readOnly = { ...own.store, save: () => Promise.reject(failure) };
  const later = open(own, { workbook: own.workbook, address: own.file.address, openSettingsStore: () => Promise.resolve(readOnly) });
  await later.app.trust.load(going());
  const [permission] = later.app.trust.list.get();
  if (permission) await expect(later.app.trust.revoke(permission, going())).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  expect([later.app.trust.list.get(), (await read(later)).rows.length]).toEqual([[permission], 2]);
});
