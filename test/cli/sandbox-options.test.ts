import { describe, expect, test } from "@jest/globals";
import { runHere } from "./run-xlstripe";
import { withSandbox } from "./serve-sandbox";

const headers = { authorization: "Bearer sk_test_sandbox" };

describe("xlstripe sandbox", () => {
  test("takes size, skew and limits", async () => {
    await withSandbox(["--charges", "250", "--skew", "burst", "--endpoint-rps", "1"], async (origin) => {
      const stored = (await (await fetch(`${origin}/_sandbox/charge?fields=id`)).json()) as readonly unknown[];
      expect(stored).toHaveLength(250);
      await fetch(`${origin}/v1/charges`, { headers });
      const refused = await fetch(`${origin}/v1/charges`, { headers });
      expect([refused.status, refused.headers.get("stripe-rate-limited-reason")]).toEqual([429, "endpoint-rate"]);
    });
  });

  test("takes faults, and cuts connections where they say so", async () => {
    await withSandbox(["--faults", "1:reset"], async (origin) => {
      await expect(fetch(`${origin}/v1/charges`, { headers })).rejects.toThrow("fetch failed");
      const traffic = (await (await fetch(`${origin}/_sandbox/traffic`)).json()) as object;
      expect(traffic).toMatchObject({ statuses: { "0": 1 }, faults: { reset: 1 } });
    });
  });

  test("takes products that are not there", async () => {
    await withSandbox(["--not-enabled", "issuing", "--not-enabled", "identity"], async (origin) => {
      const asked = await Promise.all(["issuing/cards", "identity/verification_sessions"].map((path) => fetch(`${origin}/v1/${path}`, { headers })));
      expect(asked.map(({ status }) => status)).toEqual([400, 400]);
    });
  });

  test("changes while it runs", async () => {
    await withSandbox(["--mutate", "10000"], async (origin) => {
      const events = async (): Promise<number> => {
        await fetch(`${origin}/v1/balance`, { headers });
        return ((await (await fetch(`${origin}/_sandbox/event?fields=id`)).json()) as readonly unknown[]).length;
      };
      const before = await events();
      expect(await events()).toBeGreaterThan(before);
    });
  });

  test.each([
    [["--charges", "100"], "--charges takes a whole number from 200"],
    [["--skew", "wild"], "--skew"],
    [["--faults", "2"], "--faults takes a share of requests"],
    [["--faults", "0.1:fire"], 'not "fire"'],
    [["--not-enabled", "charges"], 'not "charges"'],
    [["--visibility-lag", "-1"], "--visibility-lag"],
  ])("refuses %j", async (options, message) => {
    const { code, err } = await runHere(["sandbox", ...options], {});
    expect(code).not.toBe(0);
    expect(err).toContain(message);
  });
});
