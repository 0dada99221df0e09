import { join } from "node:path";
import { AppError } from "../../base/app-error";
import type { GatewaySettings } from "../../gateway/settings/gateway-settings";
import type { Command, CommandInput } from "../command";
import { configFolder } from "../config-folder";
import { exitCode } from "../exit-code";
import type { OperatorErrands } from "../../gateway/operator-errands";
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
    installations: { doc: "list who joined: id, day and label of each installation" },
    "remove-installation": { value: "ID", doc: "shut an installation out (a lost computer) and shred its tokens and settings" },
    "new-key": { doc: "add a key to the key file and encrypt with it from now on; makes the file where there is none" },
  },
  examples: ["xlstripe serve", "xlstripe serve --port 8080 --data ./gateway", 'xlstripe serve --join-code "Ann, finance"'],
  async run(input, io) {
    const { readSettings } = await import("../../gateway/settings/read-settings");
    const env = environmentOf(input, io);
    const settings = readSettings(env, { dataFolder: env["XLSTRIPE_DATA"] ?? join(configFolder(env), "gateway") });
    if (input.isSet("new-key")) return makeKey(settings, io);
    if (input.isSet("join-code")) return onErrand(settings, (errands) => printJoinCode(errands, input.positionals[0] ?? "", io));
    if (input.positionals.length > 0) throw new AppError("BAD_ARGUMENT", "A label belongs to --join-code.", { hint: "See xlstripe serve --help." });
    if (input.isSet("installations")) return onErrand(settings, (errands) => printInstallations(errands, io));
    const removed = input.text("remove-installation");
    if (removed !== undefined) return onErrand(settings, (errands) => removeInstallation(errands, removed, io));
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

/** Does something beside the gateway, which may go on running. */
async function onErrand(settings: GatewaySettings, run: (errands: OperatorErrands) => Promise<number>): Promise<number> {
  const { openErrands } = await import("../../gateway/operator-errands");
  const errands = await openErrands(settings, { log: () => undefined });
  try {
    return await run(errands);
  } finally {
    await errands.close();
  }
}

async function printJoinCode({ joinCodes }: OperatorErrands, label: string, io: CliIo): Promise<number> {
  const code = await joinCodes.make(label, io.signal);
  await io.write(`${code.reveal()}\n`);
  io.note("Good once, for a day. Give it to the person in private; they enter it in Excel's Stripe pane.");
  return exitCode.ok;
}

async function printInstallations({ installations }: OperatorErrands, io: CliIo): Promise<number> {
  const all = [...(await installations.list(io.signal))].sort((one, other) => one.enrolledAt - other.enrolledAt);
  for (const { id, enrolledAt, label } of all) await io.write(`${id}  ${new Date(enrolledAt).toISOString().slice(0, 10)}  ${label}\n`);
  if (all.length === 0) io.note("Nobody has joined by a code or on this computer.");
  return exitCode.ok;
}

async function removeInstallation(errands: OperatorErrands, id: string, io: CliIo): Promise<number> {
  const { known, grants, failures } = await errands.removeInstallation(id, io.signal);
  if (!known && grants === 0) {
    throw new AppError("NOT_FOUND", `There is no installation ${id}.`, { hint: "xlstripe serve --installations lists them; copy the whole id." });
  }
  await io.write(`${id}: shut out; ${grants} ${grants === 1 ? "sign-in" : "sign-ins"} to Stripe and all settings shredded\n`);
  if (failures.length === 0) return exitCode.ok;
  throw new AppError("STRIPE_UNAVAILABLE", `Stripe did not confirm the end of ${failures.length} of them.`, {
    hint: "Remove the app in the Stripe Dashboard, under Settings, Installed apps.",
    cause: failures[0],
  });
}

async function makeKey({ keyFile }: GatewaySettings, io: CliIo): Promise<number> {
  const { addKey } = await import("../../platform/node/key-ring");
  const { current, keys } = await addKey(keyFile);
  await io.write(`${keyFile}: ${keys.size} ${keys.size === 1 ? "key" : "keys"}, current ${current}\n`);
  io.note("Back the file up, and restart the gateway so that it uses the new key.");
  return exitCode.ok;
}
