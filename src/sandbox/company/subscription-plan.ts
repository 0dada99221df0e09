import type { Books } from "./books";
import { createDeck } from "./deck";
import type { Random } from "./random";
import { addMonths, day, hour } from "./time";

/** How a subscription of the company ends up at its present. */
export type SubscriptionFate =
  | "active"
  | "canceled"
  | "canceled for non-payment"
  | "ending"
  | "incomplete"
  | "incomplete_expired"
  | "past_due"
  | "paused"
  | "trialing"
  | "unpaid";

/** When a subscription runs and what its last bill comes to. Times are Unix seconds. */
export type SubscriptionPlan = {
  readonly fate: SubscriptionFate;
  readonly interval: "month" | "year";
  readonly start: number;
  /** Start of the first paid period, where a trial comes first. */
  readonly trialEnd: number | null;
  /** Starts of the periods that were billed after a trial. */
  readonly cycles: readonly number[];
  readonly canceledAt: number | null;
};

const fates: readonly (readonly [SubscriptionFate, number])[] = [
  ["active", 560],
  ["canceled", 260],
  ["canceled for non-payment", 40],
  ["ending", 40],
  ["past_due", 30],
  ["trialing", 30],
  ["unpaid", 12],
  ["paused", 10],
  ["incomplete", 8],
  ["incomplete_expired", 10],
];

export type Planner = (customerSince: number) => SubscriptionPlan;

/** Plans the lives of subscriptions, none of which begins before its customer came. */
export function createPlanner(books: Books, random: Random): Planner {
  const deal = createDeck(random, fates);
  return (customerSince) => {
    const fate = deal();
    const interval = random.chance(0.18) ? "year" : "month";
    const room = { books, random, fate, interval, since: customerSince + hour } as const;
    return planners[fate](room);
  };
}

type Room = {
  readonly books: Books;
  readonly random: Random;
  readonly fate: SubscriptionFate;
  readonly interval: "month" | "year";
  readonly since: number;
};

const planners: Readonly<Record<SubscriptionFate, (room: Room) => SubscriptionPlan>> = {
  active: (room) => running(room, null),
  ending: (room) => running(room, null),
  canceled: (room) => canceled(room),
  "canceled for non-payment": (room) => lapsed(room, 40 * day),
  past_due: (room) => lapsed(room, 5 * day),
  unpaid: (room) => lapsed(room, 20 * day),
  incomplete: (room) => brief(room, 12 * hour),
  incomplete_expired: (room) => brief(room, 10 * day),
  trialing: (room) => inTrial(room, 5 * day, 14 * day),
  paused: (room) => inTrial(room, 30 * day, 14 * day),
};

function running({ books, random, fate, interval, since }: Room, end: number | null): SubscriptionPlan {
  const start = since + Math.floor(random.next() ** 3 * (books.now - since - 2 * hour));
  const trialEnd = random.chance(0.2) ? start + 14 * day : null;
  const first = trialEnd ?? start;
  return { fate, interval, start, trialEnd, cycles: cycles(first, interval, end ?? books.now - hour), canceledAt: end };
}

function canceled(room: Room): SubscriptionPlan {
  const plan = running(room, null);
  const canceledAt = plan.start + hour + Math.floor(room.random.next() * (room.books.now - plan.start - 2 * hour));
  return { ...plan, canceledAt, cycles: plan.cycles.filter((cycle) => cycle < canceledAt) };
}

/** The last period began a given time ago and could not be collected. */
function lapsed({ books, random, fate, interval, since }: Room, ago: number): SubscriptionPlan {
  const last = Math.max(since, books.now - ago - random.int(0, 2 * day));
  const step = interval === "year" ? 12 : 1;
  const possible = Math.floor((last - since) / (step * 31 * day));
  const start = addMonths(last, -step * random.int(0, Math.min(possible, 18)));
  const canceledAt = fate === "canceled for non-payment" ? Math.min(last + 14 * day, books.now - hour) : null;
  return { fate, interval, start, trialEnd: null, cycles: cycles(start, interval, last + 1), canceledAt };
}

function brief({ books, fate, interval, since }: Room, ago: number): SubscriptionPlan {
  const start = Math.max(since, books.now - ago);
  return { fate, interval, start, trialEnd: null, cycles: [start], canceledAt: null };
}

function inTrial({ books, fate, interval, since }: Room, ago: number, length: number): SubscriptionPlan {
  const start = Math.max(since, books.now - ago);
  return { fate, interval, start, trialEnd: start + length, cycles: [], canceledAt: null };
}

function cycles(start: number, interval: "month" | "year", end: number): readonly number[] {
  const step = interval === "year" ? 12 : 1;
  const starts: number[] = [];
  for (let count = 0; addMonths(start, count * step) < end; count++) starts.push(addMonths(start, count * step));
  return starts;
}
