import { refuseUnrestrictedKey } from "../../app/unrestricted-key";
import type { ConnectionDraft, DraftSettings } from "../../app/app-api";
import { isNamed } from "../../app/choose-connection";
import { AppError } from "../../base/app-error";
import { planSignIn } from "../../connections/plan-sign-in";
import { readSettings } from "../../connections/read-settings";
import { checkedRows } from "../connection-rows";
import { draftSettings } from "../draft-settings";
import type { Command, CommandInput } from "../command";
import { exitCode } from "../exit-code";
import type { CliIo } from "../io";
import { openSavedConnections, type SavedConnections } from "../keep/saved-connections";
import { surroundings } from "../keep/surroundings";
import { formatOption, printRows } from "../print-rows";

/** `xlstripe connect`: makes a connection, tests it and saves it. */
export const connectCommand: Command = {
  name: "connect",
  summary: "Sign in, by key or by OAuth, and save the connection under a name.",
  positionals: "[setting=value]…",
  positionalCount: [0, 60],
  options: {
    name: { value: "NAME", doc: "what the connection is called; needed" },
    headless: { doc: "no browser here: open the address anywhere and bring the code" },
    unrestricted: { doc: "use a live secret key although it can do everything, also pay out money" },
    "take-over": { doc: "a file of tokens was moved here from another machine, which no longer uses it" },
    format: formatOption,
  },
  examples: [
    "xlstripe connect --name acme",
    "xlstripe connect --name acme ApiKey=@env:STRIPE_API_KEY TimeZone=Europe/Berlin",
    "xlstripe connect --name shop AuthScheme=OAuth OAuthClientId=ca_… OAuthClientSecret=@env:SECRET",
    "xlstripe connect --name shop --headless AuthScheme=OAuth OAuthClientId=ca_… OAuthClientSecret=-",
    "xlstripe connect --name shop Gateway=https://stripe.example.com",
  ],
  more: ["xlstripe connections --help lists the settings."],
  async run(input, io) {
    const name = nameOf(input);
    const given = input.positionals.length > 0 ? await draftSettings(input.positionals, io) : null;
    const saved = await openSavedConnections({ io, takeOver: input.isSet("take-over"), headless: input.isSet("headless") });
    try {
      const settings = { ...(given ?? (await knownSettings(name, saved, io))), Name: name };
      const draft: ConnectionDraft = { settings, unrestrictedKeyAccepted: input.isSet("unrestricted") };
      checkKey(draft, io);
      const check = await saved.connections.test(draft, io.signal);
      const summary = await saved.connections.save(draft, io.signal);
      await printRows(checkedRows(summary, check), input, io);
      return exitCode.ok;
    } finally {
      await saved.close();
    }
  },
};

function nameOf(input: CommandInput): string {
  const name = input.text("name")?.trim() ?? "";
  if (name === "") throw new AppError("BAD_ARGUMENT", "The connection has no name.", { hint: "Write xlstripe connect --name acme." });
  if (name.toLowerCase() !== "sandbox") return name;
  throw new AppError("BAD_ARGUMENT", "The connection sandbox is built in.", { hint: "Choose another name." });
}

/** Without settings an OAuth connection of that name signs in again, with the settings that it has. */
async function knownSettings(name: string, saved: SavedConnections, io: CliIo): Promise<DraftSettings> {
  const known = (await saved.book.saved(io.signal)).find(({ summary }) => isNamed(summary, name));
  return known?.summary.signIn === "oauth" ? known.settings : draftSettings([], io);
}

/** Before the key is sent anywhere. */
function checkKey({ settings, unrestrictedKeyAccepted }: ConnectionDraft, { env }: CliIo): void {
  const read = readSettings(settings);
  try {
    refuseUnrestrictedKey(planSignIn(read, surroundings(env, read.Name)), unrestrictedKeyAccepted === true);
  } catch (failure) {
    const { code, message } = AppError.from(failure);
    if (!/can do everything/.test(message)) throw failure;
    throw new AppError(code, message, {
      hint: "Make a restricted key (rk_live_…) with Read for what you want to read, or add --unrestricted.",
      cause: failure,
    });
  }
}
