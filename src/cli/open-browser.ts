import { spawn } from "node:child_process";

/** How each system opens an address. The address is an argument of its own, so that no shell reads it. */
const openers: Partial<Record<NodeJS.Platform, readonly [program: string, ...before: string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/**
 * Shows an address in the person's browser: the program of the environment variable `BROWSER`, else the system's. Resolves to
 * false when it could not be started.
 */
export function openBrowser(url: string, env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  const chosen = env["BROWSER"];
  const [program, ...before] = chosen !== undefined && chosen !== "" ? [chosen] : (openers[process.platform] ?? ["xdg-open"]);
  return new Promise((resolve) => {
    const child = spawn(program, [...before, url], { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
