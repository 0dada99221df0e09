import { procedures } from "../../app/procedures/procedures";
import type { Procedure } from "../../app/procedures/procedure";
import { splitAssignments } from "../assignments";
import type { Command } from "../command";
import { execOptions } from "../exec-options";
import { runExec } from "../run-exec";

/** `xlstripe exec`: one procedure, its row on stdout. */
export const execCommand: Command = {
  name: "exec",
  summary: "Run a procedure, such as those of signing in with OAuth.",
  positionals: "<procedure> [input=value]…",
  positionalCount: [1, 20],
  options: execOptions,
  examples: [
    "xlstripe exec GetOAuthAuthorizationURL --connection sandbox --format json",
    "xlstripe exec GetOAuthAccessToken AuthMode=WEB Verifier=- --connection sandbox",
    'xlstripe exec RefreshOAuthAccessToken OAuthRefreshToken=@env:TOKEN --connection "OAuthClientId=ca_…;OAuthClientSecret=@env:SECRET"',
  ],
  more: procedures.flatMap(describe),
  run(input, io) {
    const [procedure = "", ...rest] = input.positionals;
    return runExec({ procedure, inputs: splitAssignments(rest) }, input, io);
  },
};

function describe({ name, doc, inputs, columns }: Procedure): readonly string[] {
  const lines = Object.entries(inputs).map(([input, { doc: about, allowed, default: usual, secret }]) => {
    const notes = [allowed?.join(" or "), usual === undefined ? undefined : `default ${usual}`, secret ? "secret" : undefined];
    const known = notes.filter((note) => note !== undefined).join(", ");
    return `    ${input}${known === "" ? "" : ` (${known})`}: ${about}`;
  });
  return [`  ${name}: ${doc}`, ...lines, `    answers ${columns.map((column) => column.name).join(", ")}`];
}
