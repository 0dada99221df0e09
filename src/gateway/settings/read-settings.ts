import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "../../base/app-error";
import { isLoopbackName } from "../http/loopback";
import type { DeploymentApp, EntraSettings, GatewaySettings } from "./gateway-settings";
import { isUnknownSetting, type RawSettings, secretSettings, settingsSchema } from "./settings-schema";

export type Environment = Readonly<Record<string, string | undefined>>;

export type ReadSettingsOptions = {
  /** Used when `XLSTRIPE_DATA` is not set. */
  readonly dataFolder: string;
  readonly readFile?: (path: string) => string;
};

/** Reads the settings of a gateway. @throws AppError `BAD_SETTING` that lists every mistake at once, and no secret. */
export function readSettings(env: Environment, options: ReadSettingsOptions): GatewaySettings {
  const { values, mistakes } = withFiles(env, options.readFile ?? ((path) => readFileSync(path, "utf8")));
  const parsed = settingsSchema.safeParse(values);
  const unknown = Object.keys(env).filter(isUnknownSetting).map((name) => `${name}: there is no such setting.`);
  const all = [...unknown, ...mistakes, ...fieldMistakes(parsed.error?.issues ?? []), ...jointMistakes(values)];
  if (parsed.success && all.length === 0) return toSettings(parsed.data, options.dataFolder);
  throw new AppError("BAD_SETTING", `The gateway's settings have mistakes:\n${all.map((one) => `- ${one}`).join("\n")}\n`, {
    hint: "docs/gateway.md explains every setting.",
  });
}

/** The environment, with what `NAME_FILE` points to in place of `NAME`. An empty variable is as good as none. */
function withFiles(env: Environment, readFile: (path: string) => string) {
  const values: Record<string, string> = {};
  const mistakes: string[] = [];
  for (const name of Object.keys(settingsSchema.shape)) {
    const direct = env[name] || undefined;
    const file = secretSettings.includes(name) ? env[`${name}_FILE`] || undefined : undefined;
    if (direct !== undefined) values[name] = direct;
    if (file === undefined) continue;
    if (direct !== undefined) mistakes.push(`${name} and ${name}_FILE are both set; keep one.`);
    try {
      values[name] = readFile(file).trim();
    } catch (failure) {
      mistakes.push(`${name}_FILE: ${file} cannot be read (${failure instanceof Error ? failure.name : "error"}).`);
    }
  }
  return { values, mistakes };
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

const fieldMistakes = (issues: readonly Issue[]): readonly string[] =>
  issues.map(({ path, message }) => `${String(path[0])}: ${message}.`);

type Values = Readonly<Record<string, string>>;

/** What the settings say together. */
function jointMistakes(values: Values): readonly string[] {
  return [
    ...appNames.flatMap((app) => halfApp(values, `XLSTRIPE_${app}`)),
    ...halfEntra(values),
    ...needsPublicUrl(values),
  ];
}

const appNames = ["APPS_TEST", "APPS_LIVE", "CONNECT_TEST", "CONNECT_LIVE"] as const;

function halfApp(values: Values, name: string): readonly string[] {
  const [id, key] = [`${name}_CLIENT_ID`, `${name}_SECRET_KEY`];
  if ((id in values) === (key in values)) return [];
  return [id in values ? `${id} needs ${key}.` : `${key} needs ${id}.`];
}

function halfEntra(values: Values): readonly string[] {
  const [id, tenants] = ["XLSTRIPE_ENTRA_CLIENT_ID", "XLSTRIPE_ENTRA_TENANTS"] as const;
  if ((id in values) === (tenants in values)) return [];
  return [id in values ? `${id} needs ${tenants}: say whose people may come in.` : `${tenants} needs ${id}.`];
}

function needsPublicUrl(values: Values): readonly string[] {
  const host = values["XLSTRIPE_HOST"];
  if (host === undefined || isLoopbackName(host) || "XLSTRIPE_PUBLIC_URL" in values) return [];
  return [`XLSTRIPE_HOST ${host} lets other computers in, so XLSTRIPE_PUBLIC_URL must say the address that they use.`];
}

function toSettings(raw: RawSettings, dataFolder: string): GatewaySettings {
  const data = resolve(raw.XLSTRIPE_DATA ?? dataFolder);
  const { DATABASE_URL: url, XLSTRIPE_TEST_API_ROOT: api } = raw;
  return {
    host: raw.XLSTRIPE_HOST,
    port: raw.XLSTRIPE_PORT,
    publicUrl: raw.XLSTRIPE_PUBLIC_URL ?? null,
    trustedProxies: raw.XLSTRIPE_TRUSTED_PROXIES,
    database: url ? { kind: "postgres", url } : { kind: "sqlite", file: join(data, "gateway.sqlite") },
    keyFile: raw.XLSTRIPE_KEY_FILE ?? join(data, "keys.json"),
    spoolFolder: raw.XLSTRIPE_SPOOL ?? join(data, "spool"),
    addInFolder: resolve(raw.XLSTRIPE_ADD_IN),
    apps: deploymentApps(raw),
    testRoots: api === undefined ? null : { api, consent: raw.XLSTRIPE_TEST_CONSENT_ROOT ?? api },
    entra: entraOf(raw),
    requestsPerMinute: raw.XLSTRIPE_REQUESTS_PER_MINUTE,
    signInsPerMinute: raw.XLSTRIPE_SIGN_INS_PER_MINUTE,
    logLevel: raw.XLSTRIPE_LOG_LEVEL,
  };
}

function deploymentApps(raw: RawSettings): readonly DeploymentApp[] {
  const apps = [
    { variant: "apps", mode: "test", clientId: raw.XLSTRIPE_APPS_TEST_CLIENT_ID, clientSecret: raw.XLSTRIPE_APPS_TEST_SECRET_KEY, channel: raw.XLSTRIPE_APPS_TEST_CHANNEL ?? null },
    { variant: "apps", mode: "live", clientId: raw.XLSTRIPE_APPS_LIVE_CLIENT_ID, clientSecret: raw.XLSTRIPE_APPS_LIVE_SECRET_KEY, channel: raw.XLSTRIPE_APPS_LIVE_CHANNEL ?? null },
    { variant: "connect", mode: "test", clientId: raw.XLSTRIPE_CONNECT_TEST_CLIENT_ID, clientSecret: raw.XLSTRIPE_CONNECT_TEST_SECRET_KEY, channel: null },
    { variant: "connect", mode: "live", clientId: raw.XLSTRIPE_CONNECT_LIVE_CLIENT_ID, clientSecret: raw.XLSTRIPE_CONNECT_LIVE_SECRET_KEY, channel: null },
  ] as const;
  return apps.flatMap(({ clientId, clientSecret, ...app }) =>
    clientId === undefined || clientSecret === undefined ? [] : [{ ...app, clientId, clientSecret }],
  );
}

function entraOf(raw: RawSettings): EntraSettings | null {
  const { XLSTRIPE_ENTRA_CLIENT_ID: clientId, XLSTRIPE_ENTRA_TENANTS: tenants, XLSTRIPE_PUBLIC_URL: url } = raw;
  if (clientId === undefined || tenants === undefined) return null;
  const host = url === undefined ? `localhost:${raw.XLSTRIPE_PORT}` : new URL(url).host;
  return {
    clientId,
    tenants: tenants.map((tenant) => tenant.toLowerCase()),
    audience: raw.XLSTRIPE_ENTRA_AUDIENCE ?? `api://${host}/${clientId}`,
    authority: raw.XLSTRIPE_ENTRA_AUTHORITY,
  };
}
