import { describe, expect, test } from "@jest/globals";
import { AppError } from "../../src/base/app-error";
import { definitionsNamespace } from "../../src/app/definitions-xml";
import { going } from "./harness";
import { computer, createScheduleWorld, hour, minute } from "./schedule-world";

const everyTenMinutes = { onOpen: false, repeat: { kind: "every", minutes: 10 } } as const;

describe("a schedule in a workbook that several have open", () => {
  test("runs in one of the pages of a computer, and in the next one when that page is closed", async () => {
    const world = createScheduleWorld({ start: 0 });
    const here = computer("here");
    world.put("q", everyTenMinutes);
    const first = world.open(here);
    const second = world.open(here);
    await world.clock.advance(25 * minute);
    expect(world.runs.map(({ at }) => at / minute)).toEqual([0, 10, 20]);
    expect(second.state()?.definition.lastRun).toEqual(first.state()?.definition.lastRun);
    await first.close();
    await world.clock.advance(10 * minute);
    expect(world.runs.map(({ at }) => at / minute)).toEqual([0, 10, 20, 30]);
    expect(second.state()).toMatchObject({ schedule: "here", nextRun: 40 * minute });
  });

  test("planted pages that share no lock run it twice, and that is found", async () => {
    const world = createScheduleWorld({ start: 0, lasts: minute });
    world.put("q", { ...everyTenMinutes, owner: "here" });
    for (const each of [computer("here"), computer("here")]) world.open(each);
    await world.clock.advance(minute);
    expect([world.runs.length, world.most.atOnce]).toEqual([2, 2]);
  });

  test("an opening runs a query once, although two pages open", async () => {
    const world = createScheduleWorld({ start: 5 });
    const here = computer("here");
    world.put("q", { onOpen: true, repeat: null });
    const first = world.open(here);
    world.open(here);
    await world.clock.advance(5 * minute);
    await first.close();
    await world.clock.advance(5 * minute);
    expect(world.runs).toHaveLength(1);
  });

  test("runs on its owner's computer only; the first that runs one without an owner becomes it", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", everyTenMinutes);
    const owner = world.open(computer("anna"));
    await world.clock.advance(minute);
    const other = world.open(computer("ben"));
    await world.clock.advance(30 * minute);
    expect(world.runs.map(({ on }) => on)).toEqual(["anna", "anna", "anna", "anna"]);
    expect([owner.state()?.schedule, other.state()?.schedule]).toEqual(["here", "elsewhere"]);
    expect(other.state()).toMatchObject({ nextRun: null, definition: { schedule: { owner: "anna" }, lastRun: owner.state()?.definition.lastRun } });
  });

  test("does not run on a computer that finds, when it wants to own it, that another has come before", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", everyTenMinutes);
    const { workbook } = world;
    const withoutOwner = await workbook.readParts(definitionsNamespace, going());
    world.open(computer("anna"));
    await world.clock.advance(minute);
    let reads = 0;
    const other = world.open(computer("ben"), { readParts: (...given) => (++reads <= 2 ? Promise.resolve(withoutOwner) : workbook.readParts(...given)) });
    await world.clock.advance(minute);
    expect(world.runs.map(({ on }) => on)).toEqual(["anna"]);
    expect(other.state()?.schedule).toBe("elsewhere");
  });

  test("may be taken over when it missed two runs, not before; then its owner lets it be", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", everyTenMinutes);
    const owner = world.open(computer("anna"));
    await world.clock.advance(minute);
    await owner.close();
    const other = world.open(computer("ben"));
    await world.clock.advance(27 * minute);
    expect(other.state()?.schedule).toBe("elsewhere");
    await expect(other.queries.takeOver("q", going())).rejects.toMatchObject({ code: "BAD_ARGUMENT" });
    await world.clock.advance(3 * minute);
    expect(other.state()?.schedule).toBe("overdue");
    await other.queries.takeOver("q", going());
    await world.clock.advance(minute);
    expect(other.state()?.schedule).toBe("here");
    const back = world.open(computer("anna"));
    await world.clock.advance(hour);
    expect(back.state()?.schedule).toBe("elsewhere");
    expect(world.runs.slice(1).map(({ on }) => on)).toEqual(Array.from({ length: 7 }, () => "ben"));
  });

  test("of two people's copies of the queries none is lost, and the next run makes one of them", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("a", everyTenMinutes);
    world.put("b", everyTenMinutes);
    expect(world.workbook.parts.size).toBe(2);
    const { queries } = world.open(computer("here"));
    await world.clock.advance(11 * minute);
    expect(world.runs.map(({ query }) => query)).toEqual(["a", "b", "a", "b"]);
    expect(queries.list.get().map(({ definition }) => definition.id)).toEqual(["a", "b"]);
    expect(world.workbook.parts.size).toBe(1);
  });

  test("in a workbook that cannot be written it says so, keeps what is there, and asks Stripe less and less", async () => {
    const world = createScheduleWorld({ start: 0 });
    world.put("q", everyTenMinutes);
    const before = [...world.workbook.parts];
    const readOnly = new AppError("WORKBOOK_REFUSED", "Excel does not allow changes here.", { hint: "Open the workbook for editing." });
    const { state } = world.open(computer("here"), {
      refreshTable: () => Promise.reject(readOnly),
      writePart: () => Promise.reject(readOnly),
    });
    await world.clock.advance(5 * hour);
    expect(state()).toMatchObject({ error: readOnly, definition: { lastRun: null } });
    expect([...world.workbook.parts]).toEqual(before);
    expect(world.runs.map(({ at }) => at / minute)).toEqual([0, 10, 30, 70, 150, 230]);
  });
});
