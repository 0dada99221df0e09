import { createTokenBroker, type SpoolDependency } from "../../src/auth/create-token-broker";
import { createTokenEndpoint } from "../../src/auth/create-token-endpoint";
import type { BrokerTiming } from "../../src/auth/broker/broker-parts";
import type { AccessToken, Grant, GrantKey, TokenBroker } from "../../src/auth/grant";
import type { OAuthVariant } from "../../src/auth/oauth-app";
import { createMemoryRecords } from "../../src/platform/memory-records";
import type { RecordStore, SendHttp, Spool } from "../../src/platform/ports";
import { createFakeClock, type FakeClock } from "../fakes/fake-clock";
import { createMemorySpool, plainSealer } from "../fakes/memory-spool";
import { createLife, type Life } from "../fakes/mortal";
import { createStrictStripe, type SeenRefresh, type StrictStripe } from "../fakes/strict-stripe";

export const never = new AbortController().signal;
export const key: GrantKey = { owner: "installation:one", id: "g1" };
export const minute = 60_000;
export const hour = 3_600_000;

/** One program that uses the grants. */
export type Process = {
  readonly broker: TokenBroker;
  readonly life: Life;
  readonly spool: Spool;
  readonly announced: readonly (readonly [string, number | null])[];
};

export type ProcessOptions = { readonly spool?: Spool | null; readonly random?: () => number; readonly timing?: Partial<BrokerTiming> };

/** One refresh on its way: who sent it, and whether the answer (or the failure) has come back. */
export type Post = { readonly life: Life; readonly seen: SeenRefresh; readonly at: number; done: boolean };

/** Records and one Stripe that several processes share, under one clock. */
export type World = {
  readonly clock: FakeClock;
  readonly stripe: StrictStripe;
  readonly records: RecordStore;
  readonly posts: readonly Post[];
  start(options?: ProcessOptions): Process;
  /** What is stored of a grant. */
  stored(of?: GrantKey): Promise<Grant | null>;
  /** Signs in by any process. */
  signIn(process: Process, of?: GrantKey): Promise<void>;
  /** Lets time pass until the work ends. */
  finish<T>(work: Promise<T>): Promise<T>;
  /** An access token as soon as there is one. */
  token(process: Process, newerThan?: number): Promise<AccessToken>;
};

export function createWorld({ variant = "apps" }: { readonly variant?: OAuthVariant } = {}): World {
  const clock = createFakeClock();
  const stripe = createStrictStripe({ clock, variant });
  const records = createMemoryRecords();
  const posts: Post[] = [];
  let bytes = 0;

  /** Sends for one process and notes its refreshes. */
  const sendOf = (life: Life): SendHttp => async (request, signal) => {
    const before = stripe.refreshes.length;
    const reply = stripe.send(request, signal);
    const seen = stripe.refreshes[before];
    if (seen === undefined) return reply;
    const post = { life, seen, at: clock.now(), done: false };
    posts.push(post);
    return reply.finally(() => void (post.done = true));
  };

  function start({ spool = createMemorySpool(), random = () => 0.5, timing = {} }: ProcessOptions = {}): Process {
    const life = createLife();
    const announced: (readonly [string, number | null])[] = [];
    const aside: SpoolDependency = spool === null ? {} : { spool: life.wrap(spool), sealer: plainSealer };
    const broker = createTokenBroker({
      records: life.wrap(records),
      tokenEndpoint: createTokenEndpoint({ send: life.wrapCall(sendOf(life)) }),
      findApp: () => Promise.resolve(stripe.app),
      clock: life.wrap(clock),
      random,
      randomBytes: (count) => new Uint8Array(count).fill(++bytes).fill(bytes >> 8, 0, 1),
      announce: (id, generation) => void announced.push([id, generation]),
      timing,
      ...aside,
    });
    return { broker, life, spool: spool ?? createMemorySpool(), announced };
  }

  async function finish<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => void (done = true);
    work.then(end, end);
    for (let turns = 0; !done && turns < 1000; turns++) await clock.advanceToNext();
    return work;
  }

  return {
    clock,
    stripe,
    records,
    posts,
    start,
    async stored(of = key) {
      const found = await records.load({ collection: "grants", owner: of.owner, name: of.id }, never);
      return found === null ? null : (JSON.parse(found.text) as Grant);
    },
    async signIn(process, of = key) {
      await process.broker.create({ key: of, variant, app: { kind: "deployment" }, tokens: stripe.signIn() }, never);
    },
    finish,
    token: (process, newerThan) => finish(process.broker.accessToken(key, newerThan === undefined ? {} : { newerThan }, never)),
  };
}

/** Kills the process when its spool has taken an entry. */
export function dieWhenSpooled({ life, spool }: Process): void {
  const put = spool.put.bind(spool);
  spool.put = async (...given) => {
    await put(...given);
    life.kill();
  };
}
