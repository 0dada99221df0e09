import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { definitionsNamespace } from "../../src/app/definitions-xml";
import { auditNamespace } from "../../src/app/evidence/audit-part";
import { identityNamespace } from "../../src/app/trust/workbook-identity";
import { officeWorkbook } from "../../src/platform/office/workbook";
import { going, startApp, whileTimePasses } from "../app/harness";
import { startOffice, type StartedOffice } from "../excel-sim/jest-office";
import { findSecrets, type KnownSecret } from "./find-secrets";
import type { Sink } from "./sink";
import { workbookSinks } from "./workbook-sinks";

const sql = "SELECT id, email, name, created FROM customers";
const email = "changed.person@example.com";
const places = ["custom XML parts", "settings of the workbook", "settings of the document", "roaming settings"] as const;

let office: StartedOffice;
let sinks: readonly Sink[];
let accountData: readonly KnownSecret[];

/** On real office.js a query is inserted, audited, scheduled, refreshed, refreshed when rows had changed, and fails once. */
beforeAll(async () => {
  office = await startOffice();
  const started = startApp({ workbook: officeWorkbook });
  const { app, clock, sandbox, network, store } = started;
  await started.connect();
  const insert = app.queries.insert({ run: { sql }, name: "People", target: { kind: "newSheet", sheetName: "People" } }, { signal: going() });
  const { definition, result } = await whileTimePasses(clock, insert);
  await app.queries.setEvidence(definition.id, true, going());
  await app.queries.setSchedule(definition.id, { onOpen: true, repeat: { kind: "every", minutes: 60 } }, going());
  const refresh = () => whileTimePasses(clock, app.queries.refresh(definition.id, { signal: going() }, { reload: true }));
  sandbox.update(String(result.rows[0]?.[0]), { email });
  const { rows } = await refresh();
  network.before = () => {
    throw new TypeError("fetch failed");
  };
  await refresh().catch(() => undefined);
  sinks = workbookSinks(office, store);
  accountData = knownOf([sandbox.accounts().platform, ...result.rows.flat(), ...rows.flat()]);
});
afterAll(() => office.close());

/** Short texts are in everything. */
function knownOf(values: readonly unknown[]): readonly KnownSecret[] {
  const texts = values.filter((value): value is string => typeof value === "string" && value.length > 3);
  return [...new Set(texts)].map((value) => ({ name: value, value }));
}

const sinkOf = (place: string): Sink => sinks.find(({ name }) => name === place)!;
const textOf = async (place: string): Promise<string> => new TextDecoder().decode(await sinkOf(place).read());

/** Data of the account in a place, in whatever writing. */
async function dataIn(place: string): Promise<readonly string[]> {
  const names = new Set(accountData.map(({ name }) => name));
  const found = findSecrets(await sinkOf(place).read(), accountData);
  return [...new Set(found.map(({ what }) => what))].filter((what) => names.has(what));
}

describe("what a workbook keeps beside its cells", () => {
  test("is looked for in every place that an add-in has", () => {
    expect(sinks.map(({ name }) => name)).toEqual(places);
  });

  test("is what was made of it: a query, evidence, an id, a connection", async () => {
    expect(accountData.map(({ value }) => value)).toContain(email);
    for (const namespace of [definitionsNamespace, auditNamespace, identityNamespace]) expect(await textOf("custom XML parts")).toContain(namespace);
    expect(await textOf("roaming settings")).toContain("acme");
  });

  test.each(places)("is nothing of the account's data in the %s, after runs that succeeded and one that failed", async (place) => {
    expect(await dataIn(place)).toEqual([]);
  });

  test.each(places)("a value of a row that is planted in the %s is found", async (place) => {
    await sinkOf(place).plant(email);
    expect(await dataIn(place)).toEqual([email]);
  });
});
