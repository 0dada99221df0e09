import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Limits, untoldLimits } from "../../../src/stripe/pacing/limits";
import { createPacer } from "../../../src/stripe/pacing/pacer";
import { createPacers } from "../../../src/stripe/pacing/pacers";
import { createFakeClock } from "../../fakes/fake-clock";
import { json, refusal } from "../stripe-fake";

const signal = new AbortController().signal;
const ok = json({});
const limited = (limits: Partial<Limits>): Limits => ({ ...untoldLimits, ...limits });

/** A pacer at time 0, and a log of what was sent when. */
function open(limits: Partial<Limits>) {
  const clock = createFakeClock(0);
  const pacer = createPacer(clock, limited(limits));
  const log: string[] = [];
  const note = (name: string) => () => {
    log.push(`${name} ${Math.round(clock.now())}`);
    return Promise.resolve(ok);
  };
  const ask = (endpoint: string, name = endpoint) => pacer.join(endpoint)(note(name), signal);
  return { clock, pacer, log, note, ask };
}

/** Requests that are answered when the test says so. */
function openReplies() {
  const replies: ((reply: typeof ok) => void)[] = [];
  return { replies, send: () => new Promise<typeof ok>((resolve) => void replies.push(resolve)) };
}

describe("A pacer", () => {
  test("spaces requests to one endpoint, and lets other endpoints pass meanwhile", async () => {
    const { clock, log, ask } = open({ account: 1_000, endpoint: 10 });
    const all = [ask("a"), ask("a"), ask("a"), ask("b")];
    await clock.advance(1_000);
    await Promise.all(all);
    expect(log).toEqual(["a 0", "b 1", "a 100", "a 200"]);
  });

  test("keeps all endpoints together to the account's rate, in the order in which they were asked", async () => {
    const { clock, log, ask } = open({ account: 10, endpoint: 10 });
    const all = ["a", "b", "c", "a"].map((endpoint) => ask(endpoint));
    await clock.advance(1_000);
    await Promise.all(all);
    expect(log).toEqual(["a 0", "b 100", "c 200", "a 300"]);
  });

  test("counts all searches as one endpoint", async () => {
    const { clock, log, ask } = open({ search: 20, endpoint: 10 });
    const all = [ask("/v1/charges/search"), ask("/v1/customers/search"), ask("/v1/charges/search"), ask("/v1/charges"), ask("/v1/charges")];
    await clock.advance(1_000);
    await Promise.all(all);
    expect(log).toEqual(["/v1/charges/search 0", "/v1/charges 0", "/v1/customers/search 50", "/v1/charges/search 100", "/v1/charges 100"]);
  });

  test("has no more under way than it may, the rest goes in order as places become free", async () => {
    const { clock, pacer, log, note } = open({ concurrent: 2 });
    const { replies, send } = openReplies();
    const first = [pacer.join("a")(send, signal), pacer.join("a")(send, signal)];
    const rest = [pacer.join("b")(note("third"), signal), pacer.join("a")(note("fourth"), signal)];
    await clock.advance(1_000);
    expect(log).toEqual([]);
    replies[1]!(ok);
    await Promise.all(rest);
    expect(log).toEqual(["third 1000", "fourth 1000"]);
    replies[0]!(ok);
    await Promise.all(first);
  });

  test("lets a repeated request go before those that were asked later", async () => {
    const { clock, pacer, log, ask, note } = open({ endpoint: 10 });
    const turn = pacer.join("a");
    await turn(note("first"), signal);
    const later = [1, 2, 3].map((number) => ask("a", `later ${number}`));
    const again = turn(note("again"), signal);
    await clock.advance(1_000);
    await Promise.all([...later, again]);
    expect(log).toEqual(["first 0", "again 100", "later 1 200", "later 2 300", "later 3 400"]);
  });

  test("forgets who gives up waiting: the slot goes to the next", async () => {
    const { clock, pacer, log, ask, note } = open({ endpoint: 10 });
    const stop = new AbortController();
    await ask("a", "first");
    const gone = pacer.join("a")(note("gone"), stop.signal);
    const next = ask("a", "next");
    stop.abort(new Error("gone"));
    await expect(gone).rejects.toThrow("gone");
    await clock.advance(100);
    await next;
    expect(log).toEqual(["first 0", "next 100"]);
  });

  test("frees the place of a request that fails", async () => {
    const { pacer, ask, log } = open({ concurrent: 1 });
    await expect(pacer.join("a")(() => Promise.reject(new Error("broken")), signal)).rejects.toThrow("broken");
    await ask("a");
    expect(log).toEqual(["a 0"]);
  });

  test("slows everybody down when one is refused, though no limit was told", async () => {
    const { clock, pacer, log, ask } = open({});
    await pacer.join("a")(() => Promise.resolve(refusal(429, {}, { "stripe-rate-limited-reason": "endpoint-rate" })), signal);
    const all = [ask("a"), ask("a"), ask("b")];
    await clock.advance(1_000);
    await Promise.all(all);
    expect(log).toEqual(["b 0", "a 22", "a 33"]);
  });

  test("sends everything once and never leaves anybody waiting, whoever leaves and whatever is answered", async () => {
    const step = fc.record({ endpoint: fc.constantFrom("a", "b", "/search"), leaves: fc.boolean(), status: fc.constantFrom(200, 429, 500) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const { clock, pacer } = open({ account: 50, endpoint: 20, search: 10, concurrent: 3 });
        const ends = steps.map(({ endpoint, leaves, status }) => {
          const stop = new AbortController();
          const end = pacer.join(endpoint)(() => Promise.resolve({ ...ok, status }), stop.signal).then(() => "sent", () => "left");
          if (leaves) stop.abort(new Error("left"));
          return end;
        });
        await clock.advance(60_000);
        const settled = await Promise.all(ends);
        expect(settled.filter((end, index) => end === "left" && !steps[index]!.leaves)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe("The pacers of a program", () => {
  test("are shared by everything that reads one account, and by nobody else", async () => {
    const clock = createFakeClock(0);
    const pacers = createPacers(clock);
    const limits = limited({ account: 10 });
    const log: string[] = [];
    const ask = (account: string, name: string) =>
      pacers.of(account, limits).join("a")(() => Promise.resolve((log.push(`${name} ${clock.now()}`), ok)), signal);
    const all = [ask("acct_1", "pane"), ask("acct_1", "formula"), ask("acct_2", "other")];
    await clock.advance(1_000);
    await Promise.all(all);
    expect(log).toEqual(["pane 0", "other 0", "formula 100"]);
  });

  test("take over the limits of the connection that was opened last", async () => {
    const clock = createFakeClock(0);
    const pacers = createPacers(clock);
    const first = pacers.of("acct_1", limited({ account: 1 }));
    await first.join("a")(() => Promise.resolve(ok), signal);
    pacers.of("acct_1", limited({ account: 1_000 }));
    const sent = [1, 2, 3].map(() => first.join("a")(() => Promise.resolve(ok), signal));
    await clock.advance(1_100);
    await expect(Promise.all(sent)).resolves.toHaveLength(3);
  });
});
