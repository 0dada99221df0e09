import { z } from "zod";
import { Secret } from "../../base/secret";
import { isLoopbackName } from "../http/loopback";

const secret = z.string().min(1).transform((text) => new Secret(text));
const wholeNumber = (least: number, most: number) =>
  z.string().regex(/^\d{1,9}$/, "takes a whole number").transform(Number).pipe(z.number().min(least).max(most));

const isSafeOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, origin } = new URL(text);
  return origin === text.replace(/\/$/, "") && (protocol === "https:" || (protocol === "http:" && isLoopbackName(hostname)));
};
const origin = z
  .string()
  .refine(isSafeOrigin, "takes an https address without a path, such as https://stripe.example.com; http only on this computer")
  .transform((text) => text.replace(/\/$/, ""));

const guid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, "takes an id such as 11111111-2222-3333-4444-555555555555");
const list = z.string().transform((text) => text.split(",").map((part) => part.trim()).filter((part) => part !== ""));

const clientId = z.string().regex(/^ca_\w{1,200}$/, "takes a client id of Stripe, which begins with ca_");
const secretKey = (mode: "test" | "live") =>
  secret.refine((key) => key.reveal().startsWith(`sk_${mode}_`), `takes the developer's secret key of ${mode} mode, which begins with sk_${mode}_`);

/** The four settings of one OAuth app; `apps` also has a channel while it is in its external test. */
const clientIdOf = (what: string) => clientId.optional().describe(`Client id of the deployment's ${what}.`);
const secretOf = (what: string, mode: "test" | "live") =>
  secretKey(mode).optional().describe(`Secret key of the account that owns the ${what}: Stripe's client secret.`);
const channelOf = (what: string) =>
  z.string().regex(/^chnlink_\w+$/, "begins with chnlink_").optional().describe(`Link id of the external test of the ${what}.`);

/** Every setting of the gateway by its environment variable; the description is its documentation. */
export const settingsSchema = z.object({
  XLSTRIPE_HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on; `0.0.0.0` behind a reverse proxy on another machine."),
  XLSTRIPE_PORT: wholeNumber(0, 65_535).default(8787).describe("Port to listen on; 0 takes a free one."),
  XLSTRIPE_PUBLIC_URL: origin.optional().describe("Address that people's browsers use. Needed unless the gateway serves this computer only."),
  XLSTRIPE_TRUSTED_PROXIES: wholeNumber(0, 10).default(0).describe("How many reverse proxies stand before the gateway; only that many entries of `X-Forwarded-For` are believed."),
  XLSTRIPE_DATA: z.string().min(1).optional().describe("Folder for database, key file and spool; by default the person's configuration folder."),
  DATABASE_URL: secret
    .refine((url) => /^postgres(?:ql)?:\/\//.test(url.reveal()), "takes an address such as postgres://user:password@host/database")
    .optional()
    .describe("PostgreSQL database, for several nodes; without it a SQLite file in the data folder."),
  XLSTRIPE_KEY_FILE: z.string().min(1).optional().describe("Keys that encrypt what is stored, mode 0600; by default `keys.json` in the data folder."),
  XLSTRIPE_SPOOL: z.string().min(1).optional().describe("Folder of this node that survives restarts, for tokens between Stripe's answer and the database; by default `spool` in the data folder."),
  XLSTRIPE_ADD_IN: z.string().min(1).default("dist/production").describe("Folder of the built add-in."),
  XLSTRIPE_APPS_TEST_CLIENT_ID: clientIdOf("Stripe App, test mode"),
  XLSTRIPE_APPS_TEST_SECRET_KEY: secretOf("Stripe App", "test"),
  XLSTRIPE_APPS_TEST_CHANNEL: channelOf("Stripe App, test mode"),
  XLSTRIPE_APPS_LIVE_CLIENT_ID: clientIdOf("Stripe App, live mode"),
  XLSTRIPE_APPS_LIVE_SECRET_KEY: secretOf("Stripe App", "live"),
  XLSTRIPE_APPS_LIVE_CHANNEL: channelOf("Stripe App, live mode"),
  XLSTRIPE_CONNECT_TEST_CLIENT_ID: clientIdOf("Connect platform, test mode"),
  XLSTRIPE_CONNECT_TEST_SECRET_KEY: secretOf("Connect platform", "test"),
  XLSTRIPE_CONNECT_LIVE_CLIENT_ID: clientIdOf("Connect platform, live mode"),
  XLSTRIPE_CONNECT_LIVE_SECRET_KEY: secretOf("Connect platform", "live"),
  XLSTRIPE_TEST_API_ROOT: origin.optional().describe("A Stripe-like server that stands in for Stripe's test mode, such as `xlstripe sandbox`."),
  XLSTRIPE_TEST_CONSENT_ROOT: origin.optional().describe("Where that server shows its consent pages, when that is another address."),
  XLSTRIPE_ENTRA_CLIENT_ID: guid.optional().describe("Application id of the add-in in Microsoft Entra; with it people are known by their Microsoft account."),
  XLSTRIPE_ENTRA_TENANTS: list.pipe(z.array(guid).min(1)).optional().describe("Tenant ids whose people may use the gateway, separated by commas."),
  XLSTRIPE_ENTRA_AUDIENCE: z.string().min(1).optional().describe("Application ID URI; by default `api://<host>/<client id>`."),
  XLSTRIPE_ENTRA_AUTHORITY: origin.default("https://login.microsoftonline.com").describe("Address of Microsoft Entra; national clouds have their own."),
  XLSTRIPE_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(6000).describe("Requests a minute of one person."),
  XLSTRIPE_SIGN_INS_PER_MINUTE: wholeNumber(1, 1_000_000).default(60).describe("Requests a minute of one network address to the sign-in and enrolment routes."),
  XLSTRIPE_LOG_LEVEL: z.enum(["info", "warn", "error"]).default("info").describe("Least important log lines to write: `info`, `warn` or `error`."),
});

/** Settings that are secret: each may also come from a file, by the same name with `_FILE` at its end. */
export const secretSettings: readonly string[] = Object.keys(settingsSchema.shape).filter(
  (name) => name.endsWith("_SECRET_KEY") || name === "DATABASE_URL",
);

/** Variables of our other programs, which may stand in the same environment. */
const otherPrograms: readonly string[] = ["XLSTRIPE_HOME", "XLSTRIPE_SANDBOX", "XLSTRIPE_TOKEN_KEY_FILE"];

/** Whether a variable looks like a setting of the gateway and is none: it was probably misspelt. */
export function isUnknownSetting(name: string): boolean {
  if (!name.startsWith("XLSTRIPE_") || name in settingsSchema.shape || otherPrograms.includes(name)) return false;
  return !secretSettings.some((secretName) => name === `${secretName}_FILE`);
}

export type RawSettings = z.infer<typeof settingsSchema>;
