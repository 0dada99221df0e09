import { connectionProperties, type PropertyName, propertyNames } from "../../connections/properties";
import type { Property } from "../../connections/property";
import type { Command } from "../command";
import { connectionRows } from "../connection-rows";
import { exitCode } from "../exit-code";
import { hasSavedConnections } from "../keep/home-file";
import { openSavedConnections } from "../keep/saved-connections";
import { formatOption, printRows } from "../print-rows";

/** `xlstripe connections`: what was saved, without secrets; its help lists every setting of a connection. */
export const connectionsCommand: Command = {
  name: "connections",
  summary: "List the saved connections; --help lists the settings that a connection has.",
  positionals: "",
  positionalCount: [0, 0],
  options: { format: formatOption },
  examples: ["xlstripe connections", "xlstripe connections --format json"],
  more: ["Settings of a connection, in connection strings and for xlstripe connect:", ...propertyNames.flatMap(describe)],
  async run(input, io) {
    if (!hasSavedConnections(io)) {
      await printRows(connectionRows([]), input, io);
      return exitCode.ok;
    }
    const saved = await openSavedConnections({ io, takeOver: false });
    try {
      await saved.connections.load(io.signal);
      await printRows(connectionRows(saved.connections.list.get()), input, io);
      return exitCode.ok;
    } finally {
      await saved.close();
    }
  },
};

function describe(name: PropertyName): readonly string[] {
  const { label, doc, aliases, choices, secret, places }: Property<unknown> = connectionProperties[name];
  const notes = [
    choices?.join(" | "),
    aliases === undefined ? undefined : `also ${aliases.join(", ")}`,
    secret ? "secret: -, @env:NAME or @file:PATH" : undefined,
    places !== undefined && !places.includes("command line") ? "in the add-in only" : undefined,
  ].filter((note) => note !== undefined);
  return [`  ${name} (${label})${notes.length === 0 ? "" : ` [${notes.join("; ")}]`}`, `    ${doc}`];
}
