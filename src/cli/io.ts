/** What a command may touch of its surroundings. */
export type CliIo = {
  /** Results. Resolves when the text has been taken, so that a slow reader slows us. */
  readonly write: (text: string) => Promise<void>;
  /** Everything else: progress, warnings, errors. One line, without its end. */
  readonly note: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
};
