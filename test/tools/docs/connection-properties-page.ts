import { connectionProperties, type PropertyName, propertyNames } from "../../../src/connections/properties";
import type { Property, PropertyGroup } from "../../../src/connections/property";
import { type RefusedProperty, refusedProperties } from "../../../src/connections/refused-properties";
import { actsWith, type Credentialing, oauthPropertyNames, type SignInRule, signInRules } from "../../../src/connections/sign-in-rules";

const groups: readonly PropertyGroup[] = ["General", "Sign-in", "OAuth", "Reading"];

/** `docs/connection-properties.md`, from the declarations. */
export function connectionPropertiesPage(): string {
  return [intro, ...groups.map(groupSection), signInSection(), laterSection(), meaninglessSection()].join("\n\n") + "\n";
}

const intro = `# Connection settings

Generated from \`src/connections/\` by \`npm run docs\`; a test compares it.

A connection is described by these settings: in the pane's form, in a connection string (\`Name=value;Name=value\`) and on the command
line. Names ignore case, underscores and spaces. Secret settings never stand in a workbook, a formula, a command line or a log: on the
command line they are written \`Name=@env:VARIABLE\` or \`Name=@file:PATH\`. A setting that is not known, that does nothing beside the
others, or that contradicts them is refused with a sentence; none is silently ignored.`;

function groupSection(group: PropertyGroup): string {
  const names = propertyNames.filter((name) => declared(name).group === group);
  return table(`## ${group}`, ["setting", "meaning", "values", "default"], names.map(settingRow));
}

const declared = (name: PropertyName): Property<unknown> => connectionProperties[name];

function settingRow(name: PropertyName): readonly string[] {
  const { doc, aliases = [], choices = [], secret, places, label } = declared(name);
  const remarks = [
    ...(secret ? ["secret"] : []),
    ...(places === undefined ? [] : [`${places.join(", ")} only`]),
    ...(aliases.length === 0 ? [] : [`also ${aliases.map(code).join(", ")}`]),
  ];
  const setting = `${code(name)}${remarks.length === 0 ? "" : `<br>${remarks.join("; ")}`}`;
  return [setting, `**${label}**. ${doc}`, choices.map(code).join(", "), shownDefault(name)];
}

function shownDefault(name: PropertyName): string {
  const { default: value, choices = [] } = declared(name);
  if (choices[0] !== undefined && (value !== null || choices[0] === "Auto")) return code(choices[0]);
  return (typeof value === "string" && value !== "") || typeof value === "number" ? code(String(value)) : "";
}

function signInSection(): string {
  const all: readonly Credentialing[] = ["OAuthAccessToken", "OAuthRefreshToken", "OAuthVerifier"];
  const rules = signInRules.map(({ initiate, given, does }) => [
    code(initiate),
    given.length === 0 ? `none of ${all.map(code).join(", ")}` : given.map(code).join(" and "),
    does === "renew" ? `${meanings.renew}; without any, ${withoutTokens[initiate]}` : meanings[does],
  ]);
  const uses = oauthPropertyNames.map((name) => [code(name), actsWith[name].map(code).join(", ")]);
  return [
    "## Signing in",
    "With `ApiKey` the key is used, and OAuth settings are refused. An `OAuthAccessToken` that is really an API key is used as a key when\n`InitiateOAuth` is `OFF`. Access tokens of Stripe Apps begin like keys: with `OAuthTokenTimestamp` it is a token that ends. Otherwise:",
    table("", ["`InitiateOAuth`", "given", "what happens"], rules),
    "Tokens are remembered when they are brought: as long as the same tokens or the same code stand in the settings, later connects use\nwhat was kept and renewed since. Other tokens replace what was kept. Tokens that were disconnected are not taken again, and a code is\nnever sent twice. A gateway whose grant this device has not brought keeps its own. So the first connect may be\n`InitiateOAuth=REFRESH` with tokens and `OAuthSettingsLocation`, and later ones only `InitiateOAuth` and `OAuthSettingsLocation`.",
    "Test and live mode are told by the beginning of a key or client secret, else by `Mode`; they must agree. What goes with live mode, or\ntells no mode, is sent to https://api.stripe.com only, whatever `ApiBase` says.",
    table("", ["setting", "does something with `InitiateOAuth`"], uses),
  ].join("\n\n");
}

const meanings: Readonly<Record<SignInRule["does"], string>> = {
  "use the token": "the token is used as it is and never renewed",
  renew: "the tokens that were kept are used and renewed",
  "bring tokens and renew": "the tokens are kept at the first connect, then renewed",
  "exchange the code and renew": "the code is exchanged once, its tokens are kept and renewed",
};

const withoutTokens: Readonly<Record<SignInRule["initiate"], string>> = {
  OFF: "it is refused",
  REFRESH: "it says where to sign in",
  GETANDREFRESH: "you are asked to sign in",
};

function laterSection(): string {
  const rows = refused("later").map(([names, why]) => [names, why.status === "later" ? why.meanwhile : ""]);
  return `## Not available yet\n\n${table("", ["setting", "meanwhile"], rows)}`;
}

function meaninglessSection(): string {
  const rows = refused("meaningless").map(([names, why]) => [names, why.status === "meaningless" ? `${why.reason}` : "", why.status === "meaningless" ? why.instead : ""]);
  return `## Without meaning here\n\nSettings of other connectors for which there is nothing to do in a browser or on our command line.\n\n${table("", ["setting", "why", "instead"], rows)}`;
}

/** Refused settings with the same answer stand together. */
function refused(status: RefusedProperty["status"]): readonly (readonly [names: string, why: RefusedProperty])[] {
  const byAnswer = new Map<string, { names: string[]; why: RefusedProperty }>();
  for (const [name, why] of Object.entries(refusedProperties)) {
    if (why.status !== status) continue;
    const entry = byAnswer.get(JSON.stringify(why)) ?? { names: [], why };
    entry.names.push(code(name));
    byAnswer.set(JSON.stringify(why), entry);
  }
  return [...byAnswer.values()].map(({ names, why }) => [names.join(", "), why]);
}

const code = (text: string): string => `\`${text}\``;

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [...(title === "" ? [] : [title, ""]), ...lines].join("\n");
}
