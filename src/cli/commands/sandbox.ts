import { AppError } from "../../base/app-error";
import { nodeClock } from "../../platform/node/clock";
import type { OAuthOptions } from "../../sandbox/oauth/oauth";
import { createSandbox } from "../../sandbox/sandbox";
import type { Command, CommandInput } from "../command";
import { exitCode } from "../exit-code";
import { numberOption } from "../parse-number";
import { sandboxKey, sandboxPort, startOfToday } from "../sandbox-connection";
import { serveOnLoopback } from "../serve-on-loopback";

/** `xlstripe sandbox`: a Stripe-like server with a company in it, until Ctrl-C. */
export const sandboxCommand: Command = {
  name: "sandbox",
  summary: "Serve a Stripe-like API with a generated company on this computer.",
  positionals: "",
  positionalCount: [0, 0],
  options: {
    port: { value: "N", doc: "port (default 12111; 0 takes a free one)" },
    seed: { value: "N", doc: "which company (default 1)" },
    scale: { value: "N", doc: "how big: 1 is about 2,000 customers and 10,000 charges (default 1)" },
    now: { value: "DATE", doc: "the company's today, such as 2026-01-31 (default today, 00:00 UTC)" },
    latency: { value: "MS", doc: "milliseconds that every answer waits (default 0)" },
    rps: { value: "N", doc: "requests a second before it answers 429 (default no limit)" },
    coop: { doc: "send Cross-Origin-Opener-Policy: same-origin on the OAuth consent pages" },
    "token-life": { value: "S", doc: "seconds that access tokens of Stripe Apps live (default 3600)" },
    "redirect-uri": { value: "URI", doc: "a redirect URI that the built-in OAuth apps take besides loopback addresses; may be repeated", multiple: true },
  },
  examples: ["xlstripe sandbox", "xlstripe sandbox --port 12111 --scale 10 --latency 100 --rps 25"],
  async run(input, io) {
    const rps = numberOption(input, "rps", { least: 0.1, most: 1_000_000, whole: false });
    const sandbox = createSandbox({
      clock: nodeClock,
      seed: numberOption(input, "seed", { least: 0, most: 2 ** 31, whole: true }) ?? 1,
      scale: numberOption(input, "scale", { least: 0.001, most: 100, whole: false }) ?? 1,
      now: readDay(input) ?? startOfToday(nodeClock.now()),
      latencyMs: numberOption(input, "latency", { least: 0, most: 60_000, whole: false }) ?? 0,
      ...(rps === undefined ? {} : { requestsPerSecond: rps }),
      oauth: oauthOptions(input),
    });
    const port = numberOption(input, "port", { least: 0, most: 65_535, whole: true }) ?? sandboxPort;
    const server = await serveOnLoopback((request) => sandbox.handle(request), port);
    await io.write(`${server.origin}\n`);
    io.note(`Use it: XLSTRIPE_SANDBOX=${server.origin} xlstripe query "SELECT count(*) FROM charges" --connection sandbox`);
    io.note(`Its key for other clients: ${sandboxKey}. Its OAuth apps: ca_sandbox (Stripe Apps) and ca_sandbox_connect (Connect). Ctrl-C ends it.`);
    await new Promise<void>((resolve) => io.signal.addEventListener("abort", () => resolve(), { once: true }));
    await server.close();
    return exitCode.ok;
  },
};

function oauthOptions(input: CommandInput): OAuthOptions {
  return {
    coop: input.isSet("coop"),
    accessTokenSeconds: numberOption(input, "token-life", { least: 1, most: 31_536_000, whole: true }) ?? 3_600,
    redirectUris: input.texts("redirect-uri"),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
  };
}

function readDay(input: CommandInput): number | undefined {
  const text = input.text("now");
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new AppError("BAD_ARGUMENT", `--now takes a day such as 2026-01-31, not "${text}".`);
}
