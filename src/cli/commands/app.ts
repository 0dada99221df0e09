import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../base/app-error";
import { neededPermissions } from "../../catalog/read-permissions";
import { appManifest, type AppManifest } from "../app-manifest/app-manifest";
import { isTestOnly } from "../app-manifest/redirect-uri";
import type { Command, CommandInput } from "../command";
import { exitCode } from "../exit-code";
import type { CliIo } from "../io";
import { defaultCallbackUrl } from "../oauth/oauth-app-of";

/** The gateway of a developer, and `xlstripe connect` without a gateway. */
const defaultCallbacks = ["https://localhost:3000/oauth/callback", defaultCallbackUrl];

/** `xlstripe app init`: the manifest of an OAuth app of one's own. */
export const appCommand: Command = {
  name: "app",
  summary: "Write the manifest of your own Stripe App (stripe-app.json), for people to sign in with.",
  positionals: "init [folder]",
  positionalCount: [1, 2],
  options: {
    id: { value: "ID", doc: "the app's id, letters, digits, dots, _ and - (default com.example.excel-connector)" },
    name: { value: "NAME", doc: "the name that people see (default Excel Connector)" },
    icon: { value: "PATH", doc: "a PNG of 300 x 300 pixels beside the manifest, such as ./icon.png (default none)" },
    callback: { value: "URI", doc: `a redirect URI; may be repeated, the first is the default one (default ${defaultCallbacks.join(" and ")})`, multiple: true },
    force: { doc: "replace a stripe-app.json that is there" },
  },
  examples: ["xlstripe app init", "xlstripe app init my-app --id com.example.excel --name Numbers --callback https://excel.example.com/oauth/callback"],
  async run(input, io) {
    const [action, folder = "."] = input.positionals;
    if (action !== "init") throw new AppError("BAD_ARGUMENT", `xlstripe app takes init, not "${action ?? ""}".`);
    const manifest = readManifest(input);
    const path = join(folder, "stripe-app.json");
    await save(path, { manifest, force: input.isSet("force") });
    await io.write(`${path}\n`);
    advise(manifest, io);
    return exitCode.ok;
  },
};

function readManifest(input: CommandInput): AppManifest {
  const id = input.text("id") ?? "com.example.excel-connector";
  if (!/^[\w.-]+$/.test(id)) throw new AppError("BAD_ARGUMENT", `--id takes letters, digits, dots, _ and -, not "${id}".`);
  const icon = input.text("icon") ?? "";
  if (!/^(\.\/[\w/-]+\.png)?$/.test(icon)) throw new AppError("BAD_ARGUMENT", `--icon takes a path such as ./icon.png, not "${icon}".`);
  const name = (input.text("name") ?? "Excel Connector").trim();
  if (name === "") throw new AppError("BAD_ARGUMENT", "--name must not be empty.");
  const callbacks = input.texts("callback");
  return appManifest({ id, name, icon, redirectUris: callbacks.length === 0 ? defaultCallbacks : callbacks });
}

async function save(path: string, { manifest, force }: { readonly manifest: AppManifest; readonly force: boolean }): Promise<void> {
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { flag: force ? "w" : "wx" });
  } catch (cause) {
    const code = codeOf(cause);
    if (code === "EEXIST") throw new AppError("BAD_ARGUMENT", `${path} is there already.`, { hint: "Give --force to replace it.", cause });
    throw new AppError("BAD_ARGUMENT", `${path} cannot be written (${code}).`, { hint: "Name a folder that you may write to.", cause });
  }
}

function codeOf(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : String(cause);
}

function advise({ permissions, allowed_redirect_uris: uris, icon }: AppManifest, io: CliIo): void {
  io.note(`It asks for ${permissions.length} read permissions. ${neededPermissions().closed.length} tables stay closed: Stripe names no permission for them.`);
  for (const uri of uris.filter(isTestOnly)) io.note(`${uri} works in test mode only.`);
  if (icon === "") io.note("Add an icon before you publish the app: --icon ./icon.png, 300 x 300 pixels.");
  io.note("Next: stripe apps upload, in that folder. docs/oauth-app.md tells the rest.");
}
