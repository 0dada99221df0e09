import { describe, expect, test } from "@jest/globals";
import type { DraftSettings, InsertRequest } from "../../src/app/app-api";
import { definitionsNamespace } from "../../src/app/definitions-xml";
import { createFakeClock } from "../fakes/fake-clock";
import { going, now, startApp } from "./harness";

const minute = 60_000;
const request: InsertRequest = {
  run: { sql: "SELECT id, amount FROM charges" },
  name: "Charges",
  target: { kind: "newSheet", sheetName: "Charges" },
  schedule: { onOpen: true, repeat: { kind: "every", minutes: 5 } },
};
const unlimited = { ...request, run: { ...request.run, maxRequests: null } };

async function startLimited(settings: DraftSettings = {}) {
  const started = startApp();
  await started.connect("acme", { MaxRequests: "1", ...settings });
  return started;
}

/** The workbook as somebody opens it later, with nothing read yet, and its schedules running. */
async function reopen(first: Awaited<ReturnType<typeof startLimited>>) {
  const clock = createFakeClock(now + minute);
  const later = { ...startApp({ workbook: first.workbook, openSettingsStore: () => Promise.resolve(first.store), clock }), clock };
  const stop = new AbortController();
  const ended = later.app.runSchedules(stop.signal);
  const state = () => later.app.queries.list.get()[0];
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  await until(() => state() !== undefined && state()?.running === false && (state()?.error !== null || later.requests.length > 0));
  return { ...later, state, until, end: () => (stop.abort(), ended) };
}

describe("a query that needs more requests than its connection allows", () => {
  test("is not inserted: the pane is told how many it needs and the limit, and may run it all the same", async () => {
    const { app, workbook } = await startLimited();
    await expect(app.queries.insert(request, { signal: going() })).rejects.toMatchObject({
      code: "REQUEST_LIMIT",
      detail: { limit: 1, least: expect.any(Number) as unknown },
    });
    expect([workbook.tables.size, workbook.parts.has(definitionsNamespace)]).toEqual([0, false]);
    const { result } = await app.queries.insert(unlimited, { signal: going() });
    expect(result.complete).toBe(true);
    expect(result.requests).toBeGreaterThan(1);
  });

  test("is refused without a request where its rows were counted before and are not kept", async () => {
    const { app, requests } = await startLimited({ CacheSize: "0" });
    await app.queries.insert(unlimited, { signal: going() });
    const sent = requests.length;
    const listed = requests.filter((url) => url.includes("/v1/charges")).length;
    await expect(app.runQuery(request.run, { signal: going() })).rejects.toMatchObject({ code: "REQUEST_LIMIT" });
    expect(requests).toHaveLength(sent);
    const estimate = await app.explain(request.run, { probe: false }, { signal: going() });
    expect(estimate).toMatchObject({ connection: "acme", mode: "test", limit: 1, probes: 0, requests: { least: listed, most: listed } });
  });

  test("pauses its schedule with the reason, which the workbook keeps, and is not tried again", async () => {
    const first = await startLimited();
    const { definition, result } = await first.app.queries.insert(unlimited, { signal: going() });
    const later = await reopen(first);
    expect(later.state()).toMatchObject({
      error: { code: "REQUEST_LIMIT" },
      definition: { paused: expect.stringMatching(/limit is 1.*paused until you refresh it yourself/) as unknown },
    });
    expect(first.workbook.tables.get(definition.tableId)?.rows).toEqual(result.rows);
    const sent = later.requests.length;
    await later.clock.advance(60 * minute);
    expect(later.requests).toHaveLength(sent);
    await later.end();
    expect(first.workbook.parts.get(definitionsNamespace)).toContain("<paused>");
    const next = startApp({ workbook: first.workbook, openSettingsStore: () => Promise.resolve(first.store) });
    await next.app.queries.load(going());
    expect(next.app.queries.list.get()[0]?.definition.paused).toMatch(/paused/);
  });

  test("runs by its schedule again once the person has run it all the same", async () => {
    const first = await startLimited();
    const { definition } = await first.app.queries.insert(unlimited, { signal: going() });
    const later = await reopen(first);
    await later.app.queries.refresh(definition.id, { signal: going() }, { maxRequests: null });
    expect(later.state()?.definition.paused).toBeUndefined();
    const sent = later.requests.length;
    await later.clock.advance(6 * minute);
    await later.until(() => later.requests.length > sent && later.state()?.running === false);
    expect(later.state()).toMatchObject({ error: null, definition: { lastRun: { error: null } } });
    await later.end();
  });

  test("is tried again by its schedule once that was changed", async () => {
    const first = await startLimited();
    const { definition } = await first.app.queries.insert(unlimited, { signal: going() });
    const later = await reopen(first);
    await later.end();
    await later.app.queries.setSchedule(definition.id, { onOpen: true, repeat: null }, going());
    expect(later.state()?.definition.paused).toBeUndefined();
  });
});
