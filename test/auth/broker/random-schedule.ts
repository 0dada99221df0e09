import { AppError } from "../../../src/base/app-error";
import { usualTiming } from "../../../src/auth/broker/broker-parts";
import type { RenewedTokens } from "../../../src/auth/broker/spooled-tokens";
import type { Spool } from "../../../src/platform/ports";
import { createMemorySpool } from "../../fakes/memory-spool";
import type { StripeFault } from "../../fakes/strict-stripe";
import { createWorld, hour, key, never, type Post, type Process, type World } from "../broker-world";

/** What happens next, mostly to one of the programs. */
export type Event =
  | {
      readonly kind: "ask";
      readonly who: number;
      /** The token that this program got last was refused. */
      readonly refused: boolean;
      /** What happens to the next request to Stripe. */
      readonly fault: StripeFault | undefined;
      /** Counted from this event on. */
      readonly dieAtStep: number | undefined;
    }
  | { readonly kind: "restart"; readonly who: number }
  | { readonly kind: "pass"; readonly ms: number };

/** How a schedule ended. */
export type Played = {
  readonly world: World;
  /** Refreshes sent while another of the same token was under way by a holder that lived and whose lease held. */
  readonly overlaps: readonly Post[];
  /** Codes of what was thrown at those who asked. */
  readonly thrown: readonly string[];
  /** Whether the newest pair that Stripe has issued had reached a record or a spool before the dust had settled. */
  readonly newestIsSafe: boolean;
  /** What the programs agree on after all faults: a generation that Stripe accepts, or that the person is needed. */
  readonly agreed: "works" | "REAUTH_REQUIRED" | "disagreement";
};

const programs = 3;
const { leaseMs } = usualTiming;

/** Plays events on three programs, then repairs everything and sees what they agree on. */
export async function play(events: readonly Event[], seed: number): Promise<Played> {
  const world = createWorld();
  const dice = diceOf(seed);
  const safe = new Set<string>(["access_1"]);
  const spools = Array.from({ length: programs }, () => noting(createMemorySpool(), safe));
  const running = spools.map((spool) => world.start({ spool, random: dice }));
  const generations = running.map(() => 1);
  const thrown: string[] = [];
  const overlaps: Post[] = [];
  let checked = 0;

  await world.signIn(running[0]!);

  function watch(work: Promise<unknown>): void {
    work.catch((failure: unknown) => thrown.push(AppError.from(failure).code));
  }

  function ask({ who, refused, fault, dieAtStep }: Extract<Event, { kind: "ask" }>): void {
    world.stripe.clearFaults();
    world.stripe.faults(fault ?? {});
    running[who]!.life.killAtStep(dieAtStep ?? Infinity);
    const newerThan = refused ? { newerThan: generations[who]! } : {};
    watch(running[who]!.broker.accessToken(key, newerThan, new AbortController().signal).then(({ generation }) => void (generations[who] = generation)));
  }

  function restart(who: number): void {
    running[who]!.life.kill();
    running[who] = world.start({ spool: spools[who]!, random: dice });
    watch(running[who].broker.replaySpool(never));
  }

  const acts: { readonly [K in Event["kind"]]: (event: Extract<Event, { kind: K }>) => Promise<void> | void } = {
    ask,
    restart: ({ who }) => restart(who),
    pass: ({ ms }) => world.clock.advance(ms),
  };

  for (const event of events) {
    await (acts[event.kind] as (event: Event) => Promise<void> | void)(event);
    await world.clock.advance(0);
    overlaps.push(...newOverlaps(world, checked));
    checked = world.posts.length;
  }

  world.stripe.clearFaults();
  while ((await world.clock.advanceToNext()) !== null);
  overlaps.push(...newOverlaps(world, checked));
  running.forEach((_, who) => restart(who));
  await world.clock.advance(leaseMs);
  const newestIsSafe = safe.has(world.stripe.newest());
  await world.clock.advance(hour);
  return { world, overlaps, thrown, newestIsSafe, agreed: await agreement(world, running) };
}

/** What every program gets now that nothing breaks any more. */
async function agreement(world: World, running: readonly Process[]): Promise<Played["agreed"]> {
  const answers: string[] = [];
  for (const process of running) {
    const work = process.broker.accessToken(key, {}, never);
    answers.push(
      await world.finish(work).then(
        ({ token }) => (world.stripe.accepts(token) ? "works" : "stale"),
        (failure: unknown) => AppError.from(failure).code,
      ),
    );
  }
  const [first] = answers;
  if (answers.some((answer) => answer !== first)) return "disagreement";
  return first === "works" || first === "REAUTH_REQUIRED" ? first : "disagreement";
}

function newOverlaps(world: World, from: number): readonly Post[] {
  return world.posts.slice(from).filter((post, at) =>
    world.posts
      .slice(0, from + at)
      .some(
        (older) =>
          older.seen.refreshToken === post.seen.refreshToken && !older.life.dead && !older.done && post.at - older.at < leaseMs,
      ),
  );
}

/** Notes which access tokens were written aside. */
function noting(spool: Spool, safe: Set<string>): Spool {
  return {
    ...spool,
    async put(name, text, signal) {
      await spool.put(name, text, signal);
      const tokens = JSON.parse(atob(text.slice(text.indexOf(":") + 1))) as RenewedTokens;
      safe.add(tokens.accessToken);
    },
  };
}

/** The same throws for the same seed (a linear congruential generator). */
function diceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
