import { AppError } from "../base/app-error";
import { plainName } from "./properties";

/** Why a setting that other Stripe connectors have cannot be used. */
export type RefusedProperty =
  /** It will do something one day. */
  | { readonly status: "later"; readonly meanwhile: string }
  /** There is nothing that it could do here. */
  | { readonly status: "meaningless"; readonly reason: string; readonly instead: string };

type Refusal = { readonly names: readonly string[]; readonly why: RefusedProperty };

const later = (meanwhile: string, ...names: readonly string[]): Refusal => ({ names, why: { status: "later", meanwhile } });

const meaningless = ({ reason, instead }: Omit<Extract<RefusedProperty, { status: "meaningless" }>, "status">, ...names: readonly string[]): Refusal => ({
  names,
  why: { status: "meaningless", reason, instead },
});

const network = {
  reason: "the browser or the operating system makes the network connection",
  instead: "Set it in the system's network settings; the command line cannot use a proxy yet.",
};

const refusals: readonly Refusal[] = [
  meaningless(network, "ProxyAutoDetect", "ProxyServer", "ProxyPort", "ProxyAuthScheme", "ProxyUser", "ProxyPassword", "ProxySSLType", "ProxyExceptions"),
  meaningless(network, "FirewallType", "FirewallServer", "FirewallPort", "FirewallUser", "FirewallPassword"),
  meaningless(
    { reason: "the browser or the operating system checks Stripe's certificate", instead: "Add a company's own certificate to the system; for the command line name its file in NODE_EXTRA_CA_CERTS." },
    "SSLServerCert",
  ),
  meaningless(
    { reason: "there is no connection that stays open: every request stands for itself", instead: "Leave it out." },
    "UseConnectionPooling",
    "PoolIdleTimeout",
    "PoolMaxSize",
    "PoolMinSize",
    "PoolWaitTime",
    "ConnectionLifeTime",
    "ConnectOnOpen",
  ),
  meaningless({ reason: "no licence is needed", instead: "Leave it out." }, "RTK"),
  meaningless({ reason: "every connection is to Stripe", instead: "Leave it out." }, "Provider"),
  meaningless({ reason: "the tables are part of the connector and not read from files", instead: "xlstripe tables lists them." }, "Location"),
  meaningless({ reason: "Stripe signs in with OAuth 2.0 only", instead: "Leave it out." }, "OAuthVersion"),
  meaningless({ reason: "conditions that Stripe does not know are always applied here", instead: "Leave it out." }, "SupportEnhancedSQL"),
  meaningless({ reason: "there are no options besides the documented ones", instead: "xlstripe connections --help lists them." }, "Other"),
  later("Every connection only reads, so nothing can be changed by accident.", "Readonly", "BatchSize"),
  later("Conditions on a table's columns are applied in any case.", "PseudoColumns"),
  later("The tables are those of Stripe's API version 1.", "Schema"),
  later("All tables are listed; the search above the list narrows it.", "BrowsableSchemas", "Tables", "Views"),
  later("Save a query in the workbook and use its table.", "UserDefinedViews"),
  later(
    "Rows stay in memory for as long as CacheTolerance says, and the last rows of every query in its table in the workbook.",
    "AutoCache",
    "CacheDriver",
    "CacheProvider",
    "CacheConnection",
    "CacheLocation",
    "CacheMetadata",
    "CacheQueryResult",
    "Offline",
  ),
  later("xlstripe query --stats says what a query did.", "Logfile", "MaxLogFileSize", "MaxLogFileCount", "Verbosity", "LogModules"),
  later("Lists are read in pages of 100 rows, the most that Stripe gives at once.", "PageSize"),
  later("Texts that begin like a formula are written as texts.", "SafeText"),
];

/** Settings of other connectors, by name, that are refused and never ignored. */
export const refusedProperties: Readonly<Record<string, RefusedProperty>> = Object.fromEntries(
  refusals.flatMap(({ names, why }) => names.map((name) => [name, why] as const)),
);

/** The answer to a setting of that name; `undefined` when no connector is known to have it. */
export function refusalOf(written: string): AppError | undefined {
  const name = Object.keys(refusedProperties).find((one) => plainName(one) === plainName(written));
  const why = name === undefined ? undefined : refusedProperties[name];
  if (name === undefined || why === undefined) return undefined;
  if (why.status === "later") return new AppError("BAD_SETTING", `${name} is not available yet.`, { hint: `Leave it out. ${why.meanwhile}` });
  return new AppError("BAD_SETTING", `${name} has no meaning here: ${why.reason}.`, { hint: why.instead });
}
