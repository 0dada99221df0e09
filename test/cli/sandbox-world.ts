import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OAuthOptions } from "../../src/sandbox/oauth/oauth";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import { serveHandler } from "../fakes/serve-handler";
import { codeIn, decide } from "../reference-systems/person";
import { type Person, runHere } from "./run-xlstripe";

/** A computer with the command line on it, and a sandbox that stands in for Stripe. */
export type SandboxWorld = {
  readonly sandbox: Sandbox;
  readonly origin: string;
  /** Where the command line keeps things. */
  readonly home: string;
  /** A folder of the test's own. */
  readonly folder: string;
  /** Runs a command line with JSON output and gives its rows. @throws what it said on stderr. */
  readonly rows: <T>(args: readonly string[], secrets?: Readonly<Record<string, string>>, person?: Person) => Promise<readonly T[]>;
  readonly run: (args: readonly string[], secrets?: Readonly<Record<string, string>>, person?: Person) => ReturnType<typeof runHere>;
  /** Opens the consent page of a connection, allows, and gives the code that comes back. */
  readonly consent: (connection: string, secrets?: Readonly<Record<string, string>>) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openSandboxWorld(oauth: OAuthOptions = {}): Promise<SandboxWorld> {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-"));
  const home = join(folder, "home");
  const sandbox = createSandbox({ seed: 7, scale: 0.01, now: Date.UTC(2026, 0, 31), oauth });
  const server = await serveHandler((request) => sandbox.handle(request));
  const env = { XLSTRIPE_HOME: home, XLSTRIPE_SANDBOX: server.origin };
  const run: SandboxWorld["run"] = (args, secrets = {}, person = {}) => runHere(args, { ...env, ...secrets }, person);
  const rows = async <T>(args: readonly string[], secrets = {}, person: Person = {}): Promise<readonly T[]> => {
    const { code, out, err } = await run([...args, "--format", "json"], secrets, person);
    if (code !== 0) throw new Error(`exit ${code}: ${err}`);
    return JSON.parse(out) as T[];
  };
  return {
    sandbox,
    origin: server.origin,
    home,
    folder,
    run,
    rows,
    async consent(connection, secrets = {}) {
      const [page] = await rows<{ URL: string }>(["exec", "GetOAuthAuthorizationURL", "--connection", connection], secrets);
      return codeIn(await decide(page?.URL ?? ""));
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A procedure's row of tokens. */
export type TokenRow = {
  readonly OAuthAccessToken: string;
  readonly OAuthRefreshToken: string;
  readonly ExpiresIn: number | null;
  readonly AccountId?: string;
};
