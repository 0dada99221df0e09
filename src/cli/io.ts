import type { Secret } from "../base/secret";

/** What a command may touch of its surroundings. */
export type CliIo = {
  /** Results. Resolves when the text has been taken, so that a slow reader slows us. */
  readonly write: (text: string) => Promise<void>;
  /** Everything else: progress, warnings, errors. One line, without its end. */
  readonly note: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /**
   * Asks the person for a secret, which is not shown while it is typed; without a terminal it is the next line of stdin.
   * @throws AppError `BAD_ARGUMENT` when there is nobody and nothing to read from, `CANCELLED`.
   */
  readonly askSecret: (question: string) => Promise<Secret>;
  /** Shows an address in the person's browser. Resolves to false where none could be started. */
  readonly openBrowser: (url: string) => Promise<boolean>;
};
