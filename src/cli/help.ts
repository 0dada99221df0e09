import type { Command } from "./command";

/** The list of commands. */
export function generalHelp(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => [`xlstripe ${name}`, summary] as const);
  return [
    "Stripe data by SQL.",
    "",
    ...columns(lines),
    "",
    "xlstripe <command> --help says more about a command.",
    "",
  ].join("\n");
}

/** All about one command, from its declaration. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(
    ([name, { value, doc }]) => [`--${name}${value === undefined ? "" : ` ${value}`}`, doc] as const,
  );
  return [
    command.summary,
    "",
    `Usage: xlstripe ${[command.name, command.positionals, "[options]"].filter((part) => part !== "").join(" ")}`,
    "",
    ...columns(options),
    "",
    ...(command.more === undefined ? [] : [...command.more, ""]),
    "Examples:",
    ...command.examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

function columns(lines: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.max(...lines.map(([left]) => left.length));
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
