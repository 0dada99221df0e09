import { join } from "node:path";
import { AppError } from "../../base/app-error";
import type { GatewaySettings } from "../../gateway/settings/gateway-settings";
import type { Command, CommandInput } from "../command";
import { configFolder } from "../config-folder";
import { exitCode } from "../exit-code";
import type { CliIo } from "../io";

/** `xlstripe serve`: the gateway, until Ctrl-C; or one of its operator's errands. */
export const serveCommand: Command = {
  name: "serve",
  summary: "Serve the add-in and its gateway: sign-in, token keeping, settings. Settings come from the environment.",
  positionals: "[LABEL]",
  positionalCount: [0, 1],
  options: {
    port: { value: "N", doc: "port (default XLSTRIPE_PORT, else 8787; 0 takes a free one)" },
    data: { value: "FOLDER", doc: "folder for database, keys and spool (default XLSTRIPE_DATA, else your configuration folder)" },
    "join-code": { doc: "print a code that lets one installation in, once, within a day; LABEL says whose it is" },
    "new-key": { doc: "add a key to the key file and encrypt with it from now on; makes the file where there is none" },
  },
  examples: ["xlstripe serve", "xlstripe serve --port 8080 --data ./gateway", 'xlstripe serve --join-code "Ann, finance"'],
  async run(input, io) {
    const { readSettings } = await import("../../gateway/settings/read-settings");
    const env = environmentOf(input, io);
    const settings = readSettings(env, { dataFolder: env["XLSTRIPE_DATA"] ?? join(configFolder(env), "gateway") });
    if (input.isSet("new-key")) return makeKey(settings, io);
    if (input.isSet("join-code")) return printJoinCode(settings, input.positionals[0] ?? "", io);
    if (input.positionals.length > 0) throw new AppError("BAD_ARGUMENT", "A label belongs to --join-code.", { hint: "See xlstripe serve --help." });
    return serve(settings, io);
  },
};

/** Options stand for the settings of the same meaning. */
function environmentOf(input: CommandInput, { env }: CliIo): CliIo["env"] {
  const [port, data] = [input.text("port"), input.text("data")];
  return { ...env, ...(port === undefined ? {} : { XLSTRIPE_PORT: port }), ...(data === undefined ? {} : { XLSTRIPE_DATA: data }) };
}

async function serve(settings: GatewaySettings, io: CliIo): Promise<number> {
  const { createLog } = await import("../../gateway/http/create-log");
  const { startGateway } = await import("../../gateway/start-gateway");
  const gateway = await startGateway(settings, { log: createLog({ level: settings.logLevel }) });
  await io.write(`${gateway.publicUrl}\n`);
  io.note(`Manifest: ${gateway.publicUrl}/manifest.xml. Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    if (io.signal.aborted) resolve();
    io.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await gateway.stop();
  return exitCode.ok;
}

async function printJoinCode(settings: GatewaySettings, label: string, io: CliIo): Promise<number> {
  const { joinCodesOf, openStore } = await import("../../gateway/open-store");
  const store = await openStore(settings, () => undefined);
  try {
    const code = await joinCodesOf(store).make(label, io.signal);
    await io.write(`${code.reveal()}\n`);
    io.note("Good once, for a day. Give it to the person in private; they enter it in Excel's Stripe pane.");
    return exitCode.ok;
  } finally {
    await store.records.close();
  }
}

async function makeKey({ keyFile }: GatewaySettings, io: CliIo): Promise<number> {
  const { addKey } = await import("../../platform/node/key-ring");
  const { current, keys } = await addKey(keyFile);
  await io.write(`${keyFile}: ${keys.size} ${keys.size === 1 ? "key" : "keys"}, current ${current}\n`);
  io.note("Back the file up, and restart the gateway so that it uses the new key.");
  return exitCode.ok;
}
