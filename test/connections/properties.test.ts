import { describe, expect, test } from "@jest/globals";
import { Secret } from "../../src/base/secret";
import { parseConnectionString } from "../../src/connections/connection-string";
import { openConnection } from "../../src/connections/open-connection";
import { readOwnApp } from "../../src/connections/own-app";
import { planSignIn } from "../../src/connections/plan-sign-in";
import { createProfile } from "../../src/connections/profile";
import { connectionProperties, findProperty, type PropertyName, propertyNames } from "../../src/connections/properties";
import type { Property } from "../../src/connections/property";
import { type GivenSettings, readSettings } from "../../src/connections/read-settings";
import { refusalOf, refusedProperties } from "../../src/connections/refused-properties";
import { commandLineSignIn } from "../../src/connections/sign-in-surroundings";
import type { SignInPlan } from "../../src/connections/sign-in-plan";
import { fixedCredential } from "../../src/stripe/credential";
import { createFakeClock } from "../fakes/fake-clock";
import { otherConnectorsSettings } from "./other-connectors-settings";
import { sampleValues } from "./sample-values";

const declared = (name: PropertyName): Property<unknown> => connectionProperties[name];

/** Settings beside which a setting does something. */
const beside: Partial<Readonly<Record<PropertyName, GivenSettings>>> = {
  ApiKey: { ApiKey: "rk_test_before" },
  AuthScheme: { OAuthAccessToken: "at_1" },
  Mode: { InitiateOAuth: "REFRESH" },
  InitiateOAuth: { OAuthAccessToken: "at_1" },
  OAuthApp: { InitiateOAuth: "REFRESH" },
  OAuthClientId: { InitiateOAuth: "REFRESH" },
  OAuthClientSecret: { InitiateOAuth: "REFRESH", OAuthClientId: "ca_1" },
  OAuthChannel: { InitiateOAuth: "REFRESH", OAuthClientId: "ca_1" },
  OAuthAccessToken: { InitiateOAuth: "REFRESH" },
  OAuthRefreshToken: { InitiateOAuth: "REFRESH", Mode: "test" },
  OAuthVerifier: { InitiateOAuth: "GETANDREFRESH", Mode: "test" },
  OAuthSettingsLocation: { InitiateOAuth: "REFRESH" },
  OAuthExpiresIn: { OAuthAccessToken: "at_1", OAuthTokenTimestamp: "5" },
  OAuthTokenTimestamp: { OAuthAccessToken: "at_1" },
  CallbackURL: { InitiateOAuth: "REFRESH", OAuthClientId: "ca_1" },
  Scope: { InitiateOAuth: "GETANDREFRESH", OAuthApp: "Connect" },
  // Read by the procedures only; where a sign-in makes its own, it is refused.
  State: { InitiateOAuth: "GETANDREFRESH" },
  Gateway: { InitiateOAuth: "REFRESH" },
};

/** With secrets as texts, so that they can be compared. */
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revealed(one)]));
}

/** All that settings lead to: plan, profile, the own app, a request, a row, and how long a query may last. */
async function effectOf(given: GivenSettings): Promise<string> {
  const settings = readSettings(given);
  const outcome = await (async () => {
    const plan: SignInPlan = planSignIn(settings, commandLineSignIn);
    const profile = createProfile(settings, plan, []);
    const route = { apiBase: profile.apiBase, credentials: fixedCredential(new Secret("rk_test_any")), signedIn: "acct_any" };
    return { plan, profile, app: readOwnApp(settings), read: await readOne(profile, route) };
  })().catch((failure: unknown) => ({ refused: String(failure) }));
  return JSON.stringify(revealed(outcome));
}

async function readOne(profile: Parameters<typeof openConnection>[0], route: Parameters<typeof openConnection>[1]) {
  const clock = createFakeClock();
  const sent: unknown[] = [];
  const send = (request: unknown) => {
    sent.push(request);
    return Promise.resolve({ status: 200, headers: {}, text: '{"id":"cus_1","created":1767225600}' });
  };
  const { source } = openConnection(profile, route, { send, clock, random: () => 0 });
  const context = { signal: new AbortController().signal, onRequest: () => undefined };
  const row = await source.lookup({ table: source.find("customers")!, columns: ["created"], key: "cus_1" }, context);
  return { sent, row, limits: clock.sleeps };
}

describe("connection properties", () => {
  test.each(propertyNames)("%s makes a difference when it is set", async (name) => {
    const before = { ApiKey: "rk_test_1", ...beside[name] };
    const rest: GivenSettings = beside[name] === undefined || name === "ApiKey" ? before : beside[name];
    const without = await effectOf(rest);
    const effects = await Promise.all(sampleValues[name].map((value) => effectOf({ ...rest, [name]: value })));
    expect(effects.some((effect) => effect !== without)).toBe(true);
    if (name !== "State") expect(effects.some((effect) => !effect.includes("refused"))).toBe(true);
  });

  test.each(propertyNames)("%s is declared for people: a label, a sentence and a default", (name) => {
    const { label, doc, default: usual } = declared(name);
    expect(label).toMatch(/^[A-Z]/);
    expect(doc).toMatch(/^\S.*\.$/);
    expect(readSettings({})[name]).toBe(usual);
  });

  test("every choice that is offered can be read, and all others cannot", () => {
    for (const name of propertyNames) {
      for (const choice of declared(name).choices ?? []) expect([name, declared(name).parse(choice).ok]).toEqual([name, true]);
      if (declared(name).choices) expect(declared(name).parse("something else").ok).toBe(false);
    }
  });

  test("no two settings share a name, whether they act or are refused", () => {
    const names = propertyNames.flatMap((name) => [name, ...(declared(name).aliases ?? [])]);
    const all = [...names, ...Object.keys(refusedProperties)].map((name) => name.toLowerCase());
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  test("secrets stay secrets when they are read", () => {
    for (const name of propertyNames) {
      const value = readSettings({ [name]: sampleValues[name][0] })[name];
      expect([name, value instanceof Secret]).toEqual([name, declared(name).secret === true]);
    }
  });

  test("a secret that cannot be used is not repeated", () => {
    expect(() => readSettings({ OAuthAccessToken: "planted secret" })).toThrow("The setting OAuthAccessToken cannot be used.");
    expect(() => readSettings({ MaxRows: new Secret("planted") })).toThrow("The setting MaxRows cannot be used.");
  });
});

describe("settings of other Stripe connectors", () => {
  test.each(otherConnectorsSettings)("%s acts or is refused, and is never ignored", (name) => {
    const acts = findProperty(name) !== undefined;
    const refusal = refusalOf(name);
    expect(acts).toBe(refusal === undefined);
    if (acts) return;
    expect(refusal).toMatchObject({ code: "BAD_SETTING", message: expect.stringMatching(/ is not available yet\.$| has no meaning here: .+\.$/) as unknown });
    expect(refusal?.hint).toMatch(/\.$/);
    expect(() => parseConnectionString(`${name}=x`)).toThrow(refusal?.message);
  });

  test.each(["ProxyServer", "FirewallType", "SSLServerCert"])("%s is named as something that a browser decides", (name) => {
    expect(refusalOf(name)?.message).toContain("browser");
  });

  test.each(["Readonly", "AutoCache", "Verbosity", "Schema"])("%s is not available yet, and there is something to do meanwhile", (name) => {
    expect(refusalOf(name)).toMatchObject({ message: `${name} is not available yet.`, hint: expect.stringMatching(/^Leave it out\. ./) as unknown });
  });
});
