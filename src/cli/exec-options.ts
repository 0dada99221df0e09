import type { Command } from "./command";
import { formatOption } from "./print-rows";

/** Options that `exec` and `EXEC` in `query` share. */
export const execOptions = {
  connection: { value: "NAME", doc: "sandbox, a saved connection, or a connection string; else the key in STRIPE_API_KEY" },
  format: formatOption,
  show: { doc: "show tokens that a procedure answers; otherwise they are masked" },
  "take-over": { doc: "a file of tokens was moved here from another machine, which no longer uses it" },
} satisfies Command["options"];
