import type { Command } from "../command";
import { exitCode } from "../exit-code";
import { openSavedConnections } from "../keep/saved-connections";

/** `xlstripe disconnect`: ends a connection's sign-in and forgets it. */
export const disconnectCommand: Command = {
  name: "disconnect",
  summary: "Forget a saved connection: its tokens are revoked where that can be done, and destroyed.",
  positionals: "<name>",
  positionalCount: [1, 1],
  options: { "take-over": { doc: "its file of tokens was moved here from another machine, which no longer uses it" } },
  examples: ["xlstripe disconnect acme"],
  async run(input, io) {
    const [name = ""] = input.positionals;
    const saved = await openSavedConnections({ io, takeOver: input.isSet("take-over") });
    try {
      const { warning } = await saved.connections.remove(name, io.signal);
      if (warning !== null) io.note(warning.advice);
      return exitCode.ok;
    } finally {
      await saved.close();
    }
  },
};
