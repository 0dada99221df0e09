import { describe, expect, test } from "@jest/globals";
import { electRunner } from "../../src/app/elect-runner";
import { AppError } from "../../src/base/app-error";
import { createFakeClock } from "../fakes/fake-clock";
import { going } from "./harness";
import { computer, createLocks, createScheduleWorld, hour, minute } from "./schedule-world";

const second = 1_000;
const everyTenMinutes = { onOpen: false, repeat: { kind: "every", minutes: 10 } } as const;
const busy = new AppError("WORKBOOK_BUSY", "Excel is busy.", { hint: "Wait a moment, then try again." });

/** A page in which the workbook's queries cannot be read until some time. */
function openBusy(until: number) {
  const world = createScheduleWorld({ start: 0 });
  world.put("q", { ...everyTenMinutes, onOpen: true });
  const reads: number[] = [];
  const page = world.open(computer("anna"), {
    readParts: (...given) => {
      reads.push(world.clock.now() / second);
      return world.clock.now() < until ? Promise.reject(busy) : world.workbook.readParts(...given);
    },
  });
  return { ...world, page, reads };
}

describe("schedules of a workbook that Excel is too busy to read", () => {
  test("begin when it can be read, and are asked for less and less often until then", async () => {
    const { clock, page, reads, runs } = openBusy(25 * second);
    await clock.advance(20 * second);
    expect(reads).toEqual([0, 2, 6, 14]);
    expect([page.queries.unreadable.get(), page.queries.list.get()]).toEqual([busy, []]);
    await clock.advance(11 * minute);
    expect(runs.map(({ at }) => at / second)).toEqual([30, 630]);
    expect(page.queries.unreadable.get()).toBeNull();
  });

  test("are asked for every five minutes at last, and no more when the page closes", async () => {
    const { clock, page, reads } = openBusy(Infinity);
    await clock.advance(2 * hour);
    const pauses = reads.slice(1).map((at, index) => at - (reads[index] ?? 0));
    expect(pauses.slice(-5)).toEqual([300, 300, 300, 300, 300]);
    await page.close().catch(() => undefined);
    const known = reads.length;
    await clock.advance(hour);
    expect(reads).toHaveLength(known);
  });
});

describe("the turn of a page among those of one workbook", () => {
  /** Two pages and where each has its workbook, in one browser. */
  function openTwo() {
    const clock = createFakeClock(0);
    const runExclusively = createLocks();
    const open = () => {
      const file = { address: "Book1.xlsx" };
      const elected = electRunner({ clock, runExclusively, name: () => Promise.resolve(file.address), lookEvery: minute }, going());
      return { file, elected };
    };
    return { clock, first: open(), second: open() };
  }

  test("is that of the workbook where it was saved last: both pages run one of their own after Save As", async () => {
    const { clock, first, second } = openTwo();
    const turns = () => [first.elected.get(), second.elected.get()];
    await clock.advance(minute);
    expect(turns()).toEqual([true, false]);
    first.file.address = "Book2.xlsx";
    await clock.advance(minute);
    expect(turns()).toEqual([true, true]);
    second.file.address = "Book2.xlsx";
    await clock.advance(minute);
    expect(turns()).toEqual([true, false]);
  });
});
