import { afterAll } from "@jest/globals";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { publicJwkOf, signProof } from "../../src/auth/installation-proof";
import type { Log } from "../../src/gateway/gateway-context";
import { openGateway, type OpenGateway } from "../../src/gateway/open-gateway";
import { readSettings } from "../../src/gateway/settings/read-settings";
import type { GatewaySettings } from "../../src/gateway/settings/gateway-settings";
import { readKeyRing } from "../../src/platform/node/key-ring";
import type { SendHttp } from "../../src/platform/ports";
import type { DatabaseAddress } from "../../src/platform/node/store/open-records";
import { createFakeClock, type FakeClock } from "../fakes/fake-clock";

export const publicUrl = "http://127.0.0.1:8787";

/** A connection from this computer, as the server would tell of it. */
export const fromLoopback = { incoming: { socket: { remoteAddress: "127.0.0.1" } } };
export const fromElsewhere = { incoming: { socket: { remoteAddress: "203.0.113.7" } } };

export type LogLine = { readonly level: string; readonly event: string; readonly facts: Readonly<Record<string, unknown>> };

export type TestFrame = {
  readonly gateway: OpenGateway;
  readonly settings: GatewaySettings;
  readonly clock: FakeClock;
  readonly lines: readonly LogLine[];
  readonly folder: string;
};

export type FrameOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly publicUrl?: string;
  /** Left out: a SQLite file of its own. */
  readonly database?: DatabaseAddress;
  /** In Stripe's place. */
  readonly send?: SendHttp;
};

const opened: TestFrame[] = [];
afterAll(async () => {
  await Promise.all(opened.map(({ gateway }) => gateway.close()));
  for (const { folder } of opened) rmSync(folder, { recursive: true, force: true });
});

/** The whole gateway on a SQLite file, for `request()`; closed and removed after the suite. */
export async function openFrame(options: FrameOptions = {}): Promise<TestFrame> {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-frame-"));
  const addIn = join(folder, "add-in");
  mkdirSync(addIn);
  writeFileSync(join(addIn, "taskpane.html"), "<title>Pane</title>");
  const read = readSettings({ XLSTRIPE_ADD_IN: addIn, ...options.env }, { dataFolder: join(folder, "data") });
  const settings = { ...read, database: options.database ?? read.database };
  await readKeyRing(settings.keyFile, { create: true });
  const lines: LogLine[] = [];
  const log: Log = (level, event, facts = {}) => void lines.push({ level, event, facts });
  const clock = createFakeClock(Date.now());
  const gateway = await openGateway(settings, { publicUrl: options.publicUrl ?? settings.publicUrl ?? publicUrl, log, clock, ...(options.send === undefined ? {} : { send: options.send }) });
  const frame = { gateway, settings, clock, lines, folder };
  opened.push(frame);
  return frame;
}

/** A key pair and what it signs. */
export type TestInstallation = {
  readonly publicKey: JsonWebKey;
  authorization(now: number, audience?: string): Promise<string>;
};

export async function newInstallation(): Promise<TestInstallation> {
  const key = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  return {
    publicKey: await publicJwkOf(key),
    authorization: async (now, audience = publicUrl) => `Bearer ${await signProof(key, { audience, now })}`,
  };
}

type Send = { readonly method?: string; readonly body?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>>; readonly bindings?: object };

/** Sends one request to a frame, from this computer unless told otherwise. */
export async function send({ gateway }: TestFrame, path: string, { method = "GET", body, text, headers = {}, bindings = fromLoopback }: Send = {}): Promise<Response> {
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const url = path.startsWith("http") ? path : `${publicUrl}${path}`;
  return gateway.routes.request(url, { method, headers, ...(content === undefined ? {} : { body: content }) }, bindings);
}

/** An installation that may use the gateway. */
export async function enrolled(frame: TestFrame): Promise<TestInstallation & { readonly headers: () => Promise<Record<string, string>> }> {
  const installation = await newInstallation();
  const authorization = await installation.authorization(frame.clock.now());
  const reply = await send(frame, "/v1/installations", { method: "POST", body: { publicKey: installation.publicKey }, headers: { authorization } });
  if (reply.status !== 201) throw new Error(`not enrolled: ${await reply.text()}`);
  return { ...installation, headers: async () => ({ authorization: await installation.authorization(frame.clock.now()) }) };
}
