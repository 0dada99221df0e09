import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { GatewayDeps } from "../../src/app/gateway-link";
import type { Secret } from "../../src/base/secret";
import { createJoinCodes } from "../../src/gateway/identity/join-codes";
import { openErrands } from "../../src/gateway/operator-errands";
import { openStore } from "../../src/gateway/open-store";
import { openGateway } from "../../src/gateway/open-gateway";
import { readKeyRing } from "../../src/platform/node/key-ring";
import { sendTo } from "../../src/platform/node/send-http";
import type { DialogEnd, OpenInstallationKey, SendHttp } from "../../src/platform/ports";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import { createFakeClock, type FakeClock } from "../fakes/fake-clock";
import { devGatewaySettings } from "../tools/dev-gateway-settings";

export const stripeRoot = "https://stripe.sandbox";

/** What the person does in the sign-in window. */
type Decision = "allow" | "deny" | "close";

/** A whole gateway in front of a sandbox, and what a page needs to deal with it. */
export type GatewayWorld = {
  readonly sandbox: Sandbox;
  readonly clock: FakeClock;
  /** Reaches the gateway and Stripe. */
  readonly send: SendHttp;
  readonly deps: GatewayDeps;
  /** Everything that a page has sent, as `GET https://…`. */
  readonly sent: string[];
  /** What the next windows end with, and the account that is chosen. */
  readonly person: { decision: Decision; account: string | null; joinCode: Secret | null; asked: number };
  /** Makes the gateway unreachable, or answer with a failure. */
  readonly trouble: { gateway: "none" | "down" | "absent" };
  /** A code as whoever runs the gateway gives it out. */
  makeJoinCode(): Promise<Secret>;
  /** Forgets every Excel that has joined, with all that it kept, as whoever runs the gateway can. */
  forgetInstallations(): Promise<void>;
  close(): Promise<void>;
};

export async function openGatewayWorld(origin = "https://localhost:3000"): Promise<GatewayWorld> {
  const dataFolder = mkdtempSync(join(tmpdir(), "xlstripe-app-"));
  const fake = createFakeClock(Date.UTC(2026, 0, 1));
  const clock = createHurriedClock(fake);
  const sandbox = createSandbox({ now: clock.now(), clock, scale: 0.02, oauth: { redirectUris: [`${origin}/oauth/callback`] } });
  const toStripe = sendTo((request) => sandbox.handle(request));
  const settings = devGatewaySettings({ dataFolder, addInFolder: dataFolder, sandboxOrigin: stripeRoot });
  await readKeyRing(settings.keyFile, { create: true });
  const gateway = await openGateway(settings, { publicUrl: origin, log: () => undefined, send: toStripe, clock });
  const remoteAddress = origin.startsWith("https://localhost") ? "127.0.0.1" : "203.0.113.7";
  const toGateway = sendTo(async (request) => gateway.routes.fetch(request, { incoming: { socket: { remoteAddress } } }));
  const sent: string[] = [];
  const person: GatewayWorld["person"] = { decision: "allow", account: null, joinCode: null, asked: 0 };
  const trouble: GatewayWorld["trouble"] = { gateway: "none" };

  const send: SendHttp = (request, signal) => {
    sent.push(`${request.method} ${request.url}`);
    if (!request.url.startsWith(origin)) return toStripe(request, signal);
    if (trouble.gateway === "absent") return Promise.resolve({ status: 404, headers: {}, text: "" });
    if (trouble.gateway === "down") return Promise.resolve({ status: 503, headers: {}, text: "" });
    return toGateway(request, signal);
  };

  /** The window: the first page, Stripe's consent page, and the callback page, which tells the pane. */
  async function consent(dialogUrl: string, signal: AbortSignal): Promise<DialogEnd> {
    if (person.decision === "close") return { kind: "closed" };
    const state = new URL(dialogUrl).searchParams.get("state") ?? "";
    const visit = (url: string) => toGateway({ method: "GET", url, headers: {} }, signal);
    const consentUrl = (await visit(`${origin}/oauth/go?state=${state}`)).headers["location"] ?? "";
    const form = new URLSearchParams(new URL(consentUrl).searchParams);
    form.set("account", person.account ?? sandbox.accounts().platform);
    form.set("decision", person.decision);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const back = await toStripe({ method: "POST", url: consentUrl, headers, body: form.toString() }, signal);
    const page = await visit(back.headers["location"] ?? "");
    const [, reply = ""] = /data-reply="([^"]*)"/.exec(page.text) ?? [];
    const text = reply.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    return { kind: "message", message: { text, origin } };
  }

  return {
    sandbox,
    clock,
    send,
    sent,
    person,
    trouble,
    deps: {
      origin,
      dialogs: { open: consent },
      openInstallationKey: createKey(),
      acquireAccountToken: () => Promise.resolve(null),
      askJoinCode: () => {
        person.asked++;
        return Promise.resolve(person.joinCode);
      },
    },
    async makeJoinCode() {
      const { records } = await openStore(settings, () => undefined);
      const code = await createJoinCodes({ records, clock, randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)) }).make("Excel", new AbortController().signal);
      await records.close();
      return code;
    },
    async forgetInstallations() {
      const { signal } = new AbortController();
      const errands = await openErrands(settings, { log: () => undefined, send: toStripe, clock });
      for (const { id } of await errands.installations.list(signal)) await errands.removeInstallation(id, signal);
      await errands.close();
    },
    async close() {
      await gateway.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function createKey(): OpenInstallationKey {
  const pair = crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  return () => pair;
}

/**
 * A clock on which waits of retries and of pacing pass at once, by so much time (who waits until a moment would else wait
 * without end), and the long ones, of a person, when the test moves it.
 */
function createHurriedClock(fake: FakeClock): FakeClock {
  let passed = 0;
  return {
    ...fake,
    now: () => fake.now() + passed,
    sleep(ms, signal) {
      if (ms >= 60_000) return fake.sleep(ms, signal);
      passed += ms;
      return Promise.resolve();
    },
  };
}
