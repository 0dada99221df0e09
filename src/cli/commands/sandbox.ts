import type { OAuthOptions } from "../../sandbox/oauth/oauth";
import { createSandbox } from "../../sandbox/sandbox";
import type { Command, CommandInput } from "../command";
import { exitCode } from "../exit-code";
import { numberOption } from "../parse-number";
import { sandboxKey, sandboxPort } from "../sandbox-connection";
import { readSandboxOptions, sandboxOptions } from "../sandbox-options";
import { serveOnLoopback } from "../serve-on-loopback";

/** `xlstripe sandbox`: a Stripe-like server with a company in it, until Ctrl-C. */
export const sandboxCommand: Command = {
  name: "sandbox",
  summary: "Serve a Stripe-like API with a generated company on this computer.",
  positionals: "",
  positionalCount: [0, 0],
  options: {
    port: { value: "N", doc: "port (default 12111; 0 takes a free one)" },
    ...sandboxOptions,
    coop: { doc: "send Cross-Origin-Opener-Policy: same-origin on the OAuth consent pages" },
    "token-life": { value: "S", doc: "seconds that access tokens of Stripe Apps live (default 3600)" },
    "redirect-uri": { value: "URI", doc: "a redirect URI that the built-in OAuth apps take besides loopback addresses; may be repeated", multiple: true },
  },
  examples: ["xlstripe sandbox", "xlstripe sandbox --port 12111 --scale 10 --latency 100 --rps 25"],
  async run(input, io) {
    const sandbox = createSandbox({ ...readSandboxOptions(input), oauth: oauthOptions(input) });
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
