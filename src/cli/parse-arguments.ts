import { parseArgs } from "node:util";
import { AppError } from "../base/app-error";
import { secretKindIn } from "../connections/key-kind";
import type { Command, CommandInput, OptionDeclaration } from "./command";

/**
 * Reads what stands after a command's name.
 * @throws AppError `BAD_ARGUMENT` in one sentence; it never repeats a key.
 */
export function parseArguments(command: Command, args: readonly string[]): CommandInput {
  refuseSecrets(args);
  const { values, positionals } = parse(command, args);
  const [least, most] = command.positionalCount;
  if (positionals.length < least || positionals.length > most) {
    throw badArgument(command, `xlstripe ${command.name} takes: ${command.positionals || "no arguments"}.`);
  }
  const texts = (option: string): readonly string[] => [values[option] ?? []].flat().filter((value) => typeof value === "string");
  for (const [name, declared] of Object.entries(command.options)) checkChoice(command, name, { declared, texts: texts(name) });
  return { positionals, texts, text: (option) => texts(option).at(-1), isSet: (option) => values[option] === true };
}

/**
 * Other programs and the shell's history see the command line.
 * @throws AppError `BAD_ARGUMENT`; it does not repeat the secret.
 */
export function refuseSecrets(args: readonly string[]): void {
  const kind = args.map(secretKindIn).find((one) => one !== null);
  if (kind === undefined) return;
  throw new AppError("BAD_ARGUMENT", `The command line holds ${kind}, which others can read there, so it was not used.`, {
    hint:
      kind === "an API key"
        ? "Put the key into the environment as STRIPE_API_KEY, or write ApiKey=@env:NAME or ApiKey=@file:PATH. Consider the key known to others."
        : "Write Name=- and enter it when asked, or Name=@env:NAME or Name=@file:PATH. Consider it known to others.",
  });
}

function parse(command: Command, args: readonly string[]) {
  const options = Object.fromEntries(Object.entries(command.options).map(([name, declared]) => [name, nodeOption(declared)]));
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (failure) {
    throw badArgument(command, `${firstSentence(failure)}.`, failure);
  }
}

function nodeOption({ value, multiple }: OptionDeclaration) {
  return { type: value === undefined ? ("boolean" as const) : ("string" as const), multiple: multiple === true };
}

function checkChoice(
  command: Command,
  name: string,
  { declared, texts }: { readonly declared: OptionDeclaration; readonly texts: readonly string[] },
): void {
  const { choices } = declared;
  const wrong = choices === undefined ? undefined : texts.find((text) => !choices.includes(text));
  if (wrong !== undefined) throw badArgument(command, `--${name} is one of ${choices?.join(", ")}, not "${wrong}".`);
}

function firstSentence(failure: unknown): string {
  const message = failure instanceof Error ? failure.message : String(failure);
  return message.split(/\.\s|\n/)[0]?.replace(/\.$/, "") ?? message;
}

function badArgument(command: Command, sentence: string, cause?: unknown): AppError {
  return new AppError("BAD_ARGUMENT", sentence, { hint: `See xlstripe ${command.name} --help.`, cause });
}
