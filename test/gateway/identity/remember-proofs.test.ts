import { beforeEach, describe, expect, test } from "@jest/globals";

import { fail, ok } from "../../../src/base/result";
import { type ProofQuestion, rememberProofs, type VerifyInstallation } from "../../../src/gateway/identity/remember-proofs";
import { createFakeClock, type FakeClock } from "../../fakes/fake-clock";

const { signal } = new AbortController();
const question = { proof: "a.b.c", audience: "https://gateway.example" };

describe("what the gateway remembers of proofs", () => {
  let clock: FakeClock;
  let verified: ProofQuestion[];
  let ask: VerifyInstallation;
  let gone: boolean;
  const isEnrolled = () => Promise.resolve(!gone);

  beforeEach(() => {
    clock = createFakeClock();
    verified = [];
    const verify: VerifyInstallation = (asked) => {
      verified.push(asked);
      return Promise.resolve(asked.proof === "forged" ? fail("invalid") : ok(`maker of ${asked.proof}`));
    };
    gone = false;
    ask = rememberProofs(verify, { clock, isEnrolled });
  });

  test("is who made one, for ten seconds", async () => {
    expect(await ask(question, signal)).toEqual(ok("maker of a.b.c"));
    await clock.advance(9_999);
    expect(await ask(question, signal)).toEqual(ok("maker of a.b.c"));
    expect(verified).toHaveLength(1);
    await clock.advance(1);
    await ask(question, signal);
    expect(verified).toHaveLength(2);
  });

  test("is nothing of a refusal: the next one is verified again", async () => {
    const forged = { ...question, proof: "forged" };
    expect(await ask(forged, signal)).toEqual(fail("invalid"));
    expect(await ask(forged, signal)).toEqual(fail("invalid"));
    expect(verified).toHaveLength(2);
  });

  test("tells proofs and the addresses that they are for apart", async () => {
    await ask(question, signal);
    expect(await ask({ ...question, proof: "x.y.z" }, signal)).toEqual(ok("maker of x.y.z"));
    await ask({ ...question, audience: "https://other.example" }, signal);
    expect(verified).toHaveLength(3);
  });

  test("is not trusted once the installation was removed", async () => {
    await ask(question, signal);
    gone = true;
    await ask(question, signal);
    expect(verified).toHaveLength(2);
  });

  test("is not trusted when the clock was set back", async () => {
    let now = 60_000;
    const earlier = rememberProofs((asked) => (verified.push(asked), Promise.resolve(ok("maker"))), { clock: { now: () => now }, isEnrolled });
    await earlier(question, signal);
    now = 0;
    await earlier(question, signal);
    expect(verified).toHaveLength(2);
  });

  test("is a thousand of them at most: the oldest is forgotten", async () => {
    for (let number = 0; number <= 1_000; number++) await ask({ ...question, proof: `proof ${number}` }, signal);
    await ask({ ...question, proof: "proof 1" }, signal);
    expect(verified).toHaveLength(1_001);
    await ask({ ...question, proof: "proof 0" }, signal);
    expect(verified).toHaveLength(1_002);
  });
});
