/** Builds what is not built yet and serves it: what `npm start` runs after set-up. */
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

import { buildAll } from "./build-all";
import { type DevServer, startDevServer } from "./dev-server";

const usage = "npm start [-- --port N --no-open]";
const defaultPort = 3000;
const dayMs = 24 * 60 * 60 * 1000;

type Flags = { readonly port: number; readonly open: boolean };

function readFlags(): Flags | string {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string", default: String(defaultPort) }, "no-open": { type: "boolean", default: false } },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return `--port takes a number from 0 to 65535. Usage: ${usage}`;
    return { port, open: !values["no-open"] };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)} Usage: ${usage}`;
  }
}

function welcome({ origin, trusted }: DevServer): string {
  const warning = trusted ? "" : "\n  (The browser asks about the certificate once; it is made on this machine.)";
  return `
Excel Connector for Stripe runs at ${origin}/${warning}

  ${origin}/              workbench: an Excel-like page with the add-in and a sandbox company, no Excel or Stripe needed
  ${origin}/manifest.xml  add-in manifest
  ${origin}/sandbox       Stripe-like API; key sk_test_sandbox

In your own Excel on Windows or Mac: stop this and run "npm run excel".
In Excel on the web: keep this running and choose Home > Add-ins > More Add-ins > My Add-ins > Upload My Add-in with manifest.xml.
Stop with Ctrl+C.
`;
}

function openBrowser(address: string): void {
  const command = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  const child = spawn(command, [address], { stdio: "ignore", detached: true });
  child.once("error", () => process.stderr.write(`Open ${address} in a browser.\n`));
  child.unref();
}

function explain(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return `Port ${port} is in use. Stop the other program or choose another one: npm start -- --port 3001`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number | undefined> {
  const flags = readFlags();
  if (typeof flags === "string") {
    process.stderr.write(`${flags}\n`);
    return 2;
  }
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  try {
    await buildAll(process.cwd(), controller.signal);
    const today = Math.floor(Date.now() / dayMs) * dayMs;
    const server = await startDevServer({ port: flags.port, now: today, projectRoot: process.cwd(), dataFolder: ".cache/gateway" });
    process.stdout.write(welcome(server));
    if (flags.open) openBrowser(server.origin);
    controller.signal.addEventListener("abort", () => void server.close().then(() => process.exit(0)));
    return undefined;
  } catch (error) {
    process.stderr.write(`${explain(error, flags.port)}\n`);
    return 1;
  }
}

const exitCode = await main();
if (exitCode !== undefined) process.exit(exitCode);
