import type { Command } from "./command";

/** Every command, in the order of the help. Its module is read when it is asked for: the others cost no time at the start. */
const loaders = new Map<string, () => Promise<Command>>([
  ["query", async () => (await import("./commands/query")).queryCommand],
  ["tables", async () => (await import("./commands/tables")).tablesCommand],
  ["connect", async () => (await import("./commands/connect")).connectCommand],
  ["connections", async () => (await import("./commands/connections")).connectionsCommand],
  ["disconnect", async () => (await import("./commands/disconnect")).disconnectCommand],
  ["exec", async () => (await import("./commands/exec")).execCommand],
  ["sandbox", async () => (await import("./commands/sandbox")).sandboxCommand],
  ["serve", async () => (await import("./commands/serve")).serveCommand],
  ["app", async () => (await import("./commands/app")).appCommand],
]);

/** The command of a name, or `undefined` when there is none. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return loaders.get(name)?.();
}

/** All commands, for the help. */
export function loadCommands(): Promise<readonly Command[]> {
  return Promise.all([...loaders.values()].map((load) => load()));
}
