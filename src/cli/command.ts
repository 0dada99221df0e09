import type { CliIo } from "./io";

/** An option of a command, `--name value` or a switch. */
export type OptionDeclaration = {
  /** How help shows the value, such as `N`; absent for a switch. */
  readonly value?: string;
  readonly doc: string;
  /** May be given several times. */
  readonly multiple?: true;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
};

/** What was typed after the command's name. Options that may repeat are lists, switches are booleans. */
export type CommandInput = {
  readonly positionals: readonly string[];
  readonly text: (option: string) => string | undefined;
  readonly texts: (option: string) => readonly string[];
  readonly isSet: (option: string) => boolean;
};

/** One command: its help, its arguments and what it does. */
export type Command = {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as help shows them. */
  readonly positionals: string;
  readonly positionalCount: readonly [least: number, most: number];
  readonly options: Readonly<Record<string, OptionDeclaration>>;
  readonly examples: readonly string[];
  /** Lines of help after the options. */
  readonly more?: readonly string[];
  /** Resolves to the exit code. @throws AppError for everything that goes wrong. */
  readonly run: (input: CommandInput, io: CliIo) => Promise<number>;
};
