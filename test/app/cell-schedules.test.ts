import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { going } from "./harness";
import { computer, createScheduleWorld, hour, minute } from "./schedule-world";

const second = 1_000;
const onCell = { onOpen: false, repeat: null, onChange: "Sheet1!B2" } as const;

/** A workbook whose query `q` follows `Sheet1!B2`, opened on its owner's computer. */
async function openFollowing(options: { readonly lasts?: number } = {}) {
  const world = createScheduleWorld({ start: 0, ...options });
  world.put("q", { ...onCell, owner: "anna" });
  const anna = computer("anna");
  const page = world.open(anna);
  await world.clock.advance(second);
  return { ...world, anna, page, times: () => world.runs.map(({ at }) => at / second) };
}

describe("a query that follows a cell", () => {
  test("runs when the cell has been left alone for two seconds, once for all changes until then, and says why", async () => {
    const { clock, cells, page, times } = await openFollowing();
    for (const pause of [1_500, 1_500, 500]) {
      cells.change("Sheet1!B2");
      await clock.advance(pause);
    }
    expect(times()).toEqual([]);
    await clock.advance(hour);
    expect(times()).toEqual([6]);
    expect(page.state()?.definition.lastRun).toMatchObject({ cause: "cell", error: null });
  });

  test("does not run again by what its run wrote, nor for a change that a refresh by hand came after", async () => {
    const { clock, cells, page, times } = await openFollowing();
    cells.change("Sheet1!B2");
    await clock.advance(second);
    await page.queries.refresh("q", { signal: going() });
    await clock.advance(hour);
    expect(times()).toEqual([2]);
  });

  test("never has two runs at once: a change in the middle of one starts the next when it has ended", async () => {
    const { clock, cells, most, times } = await openFollowing({ lasts: 10 * second });
    for (let change = 0; change < 4; change++) {
      cells.change("Sheet1!B2");
      await clock.advance(3 * second);
    }
    await clock.advance(hour);
    expect(times()).toEqual([3, 13]);
    expect(most.atOnce).toBe(1);
  });

  test("runs in one of its owner's pages, the next when that is closed, and never on another computer", async () => {
    const { clock, cells, open, anna, page, runs } = await openFollowing();
    open(anna);
    open(computer("ben"));
    await clock.advance(second);
    cells.change("Sheet1!B2");
    await clock.advance(minute);
    await page.close();
    await clock.advance(second);
    cells.change("Sheet1!B2");
    await clock.advance(minute);
    expect(runs.map(({ on }) => on)).toEqual(["anna", "anna"]);
    expect(cells.watched()).toEqual(["Sheet1!B2"]);
  });

  test("that fails rests longer and longer, then is paused with the reason, and stays so however the cell changes", async () => {
    const { clock, cells, failing, page, times } = await openFollowing();
    failing.with = new AppError("STRIPE_UNAVAILABLE", "Stripe cannot be reached.");
    for (let change = 0; change < 600; change++) {
      cells.change("Sheet1!B2");
      await clock.advance(3 * second);
    }
    const starts = times();
    expect(starts).toHaveLength(5);
    const rests = starts.slice(1).map((start, index) => start - starts[index]!);
    [30, 60, 120, 240].forEach((rest, index) => expect(rests[index]).toBeGreaterThanOrEqual(rest));
    expect(page.state()?.definition.paused).toMatch(/^It failed 5 times in a row, at last: Stripe cannot be reached\./);
  });

  test("that fails is tried again, later and later, without another change of the cell, until it works", async () => {
    const { clock, cells, failing, page, times } = await openFollowing();
    failing.with = new AppError("STRIPE_UNAVAILABLE", "Stripe cannot be reached.");
    cells.change("Sheet1!B2");
    await clock.advance(2 * minute);
    expect(times()).toEqual([3, 33, 93]);
    failing.with = null;
    await clock.advance(hour);
    expect(times()).toEqual([3, 33, 93, 213]);
    expect(page.state()?.definition.lastRun).toMatchObject({ cause: "cell", error: null });
  });

  test("that fails goes on trying in the next session, and not when a person saw it fail last", async () => {
    const { clock, cells, failing, open, anna, page, times } = await openFollowing();
    failing.with = new AppError("STRIPE_UNAVAILABLE", "Stripe cannot be reached.");
    cells.change("Sheet1!B2");
    await clock.advance(4 * second);
    await page.close();
    await clock.advance(hour);
    const later = open(anna);
    await clock.advance(second);
    expect(times()).toEqual([3, 3605]);
    await later.queries.refresh("q", { signal: going() }).catch(String);
    await clock.advance(hour);
    expect(times()).toHaveLength(3);
  });

  test("goes on where its sheet is called something else, in later sessions too, and says the new name", async () => {
    const { clock, cells, open, anna, page, times } = await openFollowing();
    cells.sheets.set("id of Sheet1", "Input");
    cells.change("Input!B2");
    await clock.advance(minute);
    expect([times(), page.state()?.definition.schedule]).toEqual([[3], { ...onCell, owner: "anna", onChange: "Input!B2", onChangeSheet: "id of Sheet1" }]);
    await page.close();
    cells.sheets.set("id of Sheet1", "Rates");
    cells.sheets.set("id of Sheet2", "Input");
    open(anna);
    await clock.advance(second);
    cells.change("Input!B2");
    await clock.advance(minute);
    expect(times()).toEqual([3]);
    cells.change("Rates!B2");
    await clock.advance(minute);
    expect(times()).toHaveLength(2);
  });

  test("says the name of its sheet however often that is changed to and fro", async () => {
    const { clock, cells, page } = await openFollowing();
    const names: (string | undefined)[] = [];
    for (const name of ["Input", "Sheet1", "Input"]) {
      cells.sheets.set("id of Sheet1", name);
      cells.change("Sheet2!A1");
      await clock.advance(second);
      names.push(page.state()?.definition.schedule.onChange);
    }
    expect(names).toEqual(["Input!B2", "Sheet1!B2", "Input!B2"]);
  });

  test("says when its cell is gone, and goes on when it is there again or another was chosen", async () => {
    const { clock, cells, page, times } = await openFollowing();
    cells.sheets.delete("id of Sheet1");
    cells.change("Sheet2!A1");
    expect(page.state()?.cellError).toMatchObject({ code: "NOT_FOUND", message: "The cell Sheet1!B2 was not found." });
    cells.sheets.set("id of Sheet1", "Sheet1");
    cells.change("Sheet1!B2");
    expect(page.state()?.cellError).toBeNull();
    await clock.advance(minute);
    expect(times()).toHaveLength(1);
    cells.sheets.delete("id of Sheet1");
    cells.change("Sheet2!A1");
    await page.queries.setSchedule("q", { ...onCell, onChange: "Sheet2!A1" }, going());
    expect([page.state()?.cellError, page.state()?.definition.schedule.onChangeSheet]).toEqual([null, "id of Sheet2"]);
  });

  test("is said to have lost its cell by the computer that runs it, and no more by the one before", async () => {
    const { clock, cells, open, page } = await openFollowing();
    const ben = open(computer("ben"));
    cells.sheets.delete("id of Sheet1");
    cells.change("Sheet2!A1");
    await clock.advance(second);
    await ben.queries.takeOver("q", going());
    await clock.advance(2 * minute);
    expect([ben.state()?.cellError?.code, page.state()?.cellError]).toEqual(["NOT_FOUND", null]);
  });

  test("asks a workbook that cannot be written only once to note what its cell is called", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", { ...onCell, owner: "anna" });
    let writes = 0;
    world.open(computer("anna"), { writePart: () => Promise.reject(new AppError("WORKBOOK_REFUSED", `Excel does not allow changes here (${++writes}).`)) });
    for (let change = 0; change < 5; change++) {
      await world.clock.advance(second);
      world.cells.change("Sheet2!C1");
    }
    expect(writes).toBe(1);
  });

  test("of another computer may be run here instead at any time, since nobody can tell whether that one is late", async () => {
    const { clock, cells, open, runs, page } = await openFollowing();
    await page.close();
    const ben = open(computer("ben"));
    await clock.advance(second);
    expect(ben.state()?.schedule).toBe("untimed");
    await ben.queries.takeOver("q", going());
    await clock.advance(second);
    cells.change("Sheet1!B2");
    await clock.advance(minute);
    expect([ben.state()?.schedule, runs.map(({ on }) => on)]).toEqual(["here", ["ben"]]);
  });

  test("that a person stops is not tried again, and has not failed", async () => {
    const { clock, cells, page, times } = await openFollowing({ lasts: minute });
    cells.change("Sheet1!B2");
    await clock.advance(5 * second);
    page.queries.stop("q");
    await clock.advance(hour);
    expect(times()).toEqual([3]);
    expect(page.state()?.definition).toMatchObject({ lastRun: null });
    cells.change("Sheet1!B2");
    await clock.advance(hour);
    expect(times()).toHaveLength(2);
  });

  test("follows another cell from the moment that its schedule says so, and none when it is removed or the page closes", async () => {
    const { clock, cells, page, times } = await openFollowing();
    await page.queries.setSchedule("q", { ...onCell, onChange: "Rate" }, going());
    expect(cells.watched()).toEqual(["Rate"]);
    cells.change("Sheet1!B2");
    await clock.advance(minute);
    expect(times()).toEqual([]);
    cells.change("Rate");
    await clock.advance(minute);
    expect(times()).toEqual([63]);
    await page.queries.setSchedule("q", { onOpen: false, repeat: null }, going());
    expect(cells.watched()).toEqual([]);
    await page.queries.setSchedule("q", onCell, going());
    await page.close();
    expect(cells.watched()).toEqual([]);
  });

  test("keeps its times too: whichever comes first", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", { ...onCell, repeat: { kind: "every", minutes: 10 } });
    const { state } = world.open(computer("anna"));
    await world.clock.advance(4 * minute);
    world.cells.change("Sheet1!B2");
    await world.clock.advance(9 * minute);
    expect(world.runs.map(({ at }) => at / second)).toEqual([0, 242]);
    expect(state()?.nextRun).toBe(842 * second);
  });

  test("says so when its cell cannot be watched", async () => {
    const { clock, cells, page } = await openFollowing();
    cells.fail(new AppError("WORKBOOK_REFUSED", "This version of Excel cannot refresh a query when a cell changes."));
    await clock.advance(minute);
    expect(page.state()?.cellError).toMatchObject({ code: "WORKBOOK_REFUSED" });
  });

  test("says so also after a refresh by hand, goes on trying to watch it, and says no more when it can", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", { ...onCell, owner: "anna" });
    const { clock, cells, runs } = world;
    cells.refusing.with = new AppError("WORKBOOK_BUSY", "Excel is busy.");
    const page = world.open(computer("anna"));
    await clock.advance(second);
    await page.queries.refresh("q", { signal: going() });
    expect([page.state()?.cellError?.code, page.state()?.error]).toEqual(["WORKBOOK_BUSY", null]);
    cells.refusing.with = null;
    await clock.advance(minute);
    expect(page.state()?.cellError).toBeNull();
    cells.change("Sheet1!B2");
    await clock.advance(minute);
    expect(runs).toHaveLength(2);
  });

  test("is given a cell that is there, the selected one when none is typed", async () => {
    const { page } = await openFollowing();
    expect(await page.queries.findCell(null, going())).toBe("Sheet1!A1");
    await expect(page.queries.findCell("Nowhere!A1", going())).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
  });
});
