import { type HttpBindings, serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createLog } from "../../src/gateway/http/create-log";
import { openGateway, type OpenGateway } from "../../src/gateway/open-gateway";
import { nodeClock } from "../../src/platform/node/clock";
import { sendByFetch, sendTo } from "../../src/platform/node/send-http";
import type { Clock, SendHttp } from "../../src/platform/ports";
import { ConnectionCut } from "../../src/sandbox/oauth/connection-cut";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox";
import { buildFolders } from "./build-folders";
import { type Certificate, localhostCertificate } from "./certificate";
import { devGatewaySettings } from "./dev-gateway-settings";
import { manifestFor } from "./manifest/manifest-for";

export type DevServerOptions = {
  /** 0: any free port. */
  readonly port: number;
  /** The sandbox company's today, milliseconds since 1970 UTC. */
  readonly now: number;
  readonly projectRoot: string;
  readonly sandbox?: Pick<SandboxOptions, "seed" | "scale" | "oauth">;
  /** Of the gateway and the sandbox; the machine's when left out. */
  readonly clock?: Clock;
  /** Where the gateway keeps its database, keys and spool; left out: a temporary folder that goes with the server. */
  readonly dataFolder?: string;
};

export type DevServer = {
  /** `https://localhost:3000`: workbench at `/`, add-in, `/sandbox` as Stripe's API root, `/healthz`. */
  readonly origin: string;
  /** The sandbox alone, on another port: where its consent pages are, as Stripe's are on another site. */
  readonly consentOrigin: string;
  /** The gateway's files. */
  readonly dataFolder: string;
  readonly sandbox: Sandbox;
  /** False when a browser will ask about the certificate once. */
  readonly trusted: boolean;
  close(): Promise<void>;
};

/** The sandbox under a path of the same origin, so that one certificate serves all. */
function mountSandbox(app: Hono, sandbox: Sandbox): void {
  app.all("/sandbox/*", (context) => {
    const url = new URL(context.req.url);
    url.pathname = url.pathname.slice("/sandbox".length);
    return sandbox.handle(new Request(url, context.req.raw));
  });
}

function createApp(projectRoot: string, sandbox: Sandbox, running: { readonly origin: string; readonly gateway: OpenGateway }): Hono {
  const folders = buildFolders(projectRoot);
  const app = new Hono();
  // The listener knows what to do about it.
  app.onError((thrown) => {
    throw thrown;
  });
  mountSandbox(app, sandbox);
  app.get("/", (context) => context.redirect("/workbench/"));
  app.get("/manifest.xml", (context) => context.body(manifestFor(running.origin), 200, { "content-type": "application/xml" }));
  app.use("/officejs/*", staticFolder("/officejs", folders.officeJs));
  app.use("/workbench/*", staticFolder("/workbench", folders.workbench));
  app.all("*", (context) => running.gateway.routes.fetch(context.req.raw, context.env as object));
  return app;
}

function staticFolder(prefix: string, root: string): ReturnType<typeof serveStatic> {
  return serveStatic({ root, rewriteRequestPath: (path) => path.slice(prefix.length) });
}

/** Stripe, to the gateway, is the sandbox in this process. */
function sendToSandbox(sandbox: Sandbox, origin: string): SendHttp {
  const inProcess = sendTo((request) => sandbox.handle(request));
  return (request, signal) => (request.url.startsWith(`${origin}/`) ? inProcess : sendByFetch)(request, signal);
}

type Handle = (request: Request, bindings: object) => Response | Promise<Response>;

/** Where the sandbox was told to cut a connection, the client gets no answer but its end. */
async function answerOrCut(handle: Handle, request: Request, bindings: HttpBindings): Promise<Response> {
  try {
    return await handle(request, bindings);
  } catch (thrown) {
    if (!(thrown instanceof ConnectionCut)) throw thrown;
    bindings.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
}

/** Listens on this computer only. */
async function listen(handle: Handle, port: number, { cert, key }: Certificate) {
  const fetch = (request: Request, bindings: object): Promise<Response> => answerOrCut(handle, request, bindings as HttpBindings);
  const server = serve({ fetch, port, hostname: "127.0.0.1", createServer, serverOptions: { cert, key } });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

/** Serves everything of the project under one https origin, and the sandbox's consent pages under a second. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const certificate = await localhostCertificate(join(options.projectRoot, ".cache/certificate"), options.now);
  const clock = options.clock ?? nodeClock;
  const sandbox = createSandbox({ now: options.now, clock, ...options.sandbox });
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), "xlstripe-gateway-"));
  let app: Hono | null = null;
  const main = await listen((request, bindings) => app?.fetch(request, bindings) ?? new Response(null, { status: 503 }), options.port, certificate);
  const consent = await listen((request) => sandbox.handle(request), 0, certificate);
  const settings = devGatewaySettings({ dataFolder, addInFolder: buildFolders(options.projectRoot).addIn, sandboxOrigin: consent.origin });
  const gateway = await openGateway(settings, {
    publicUrl: main.origin,
    log: createLog({ level: "warn" }),
    clock,
    send: sendToSandbox(sandbox, consent.origin),
    dialogPages: "workbench",
  });
  app = createApp(options.projectRoot, sandbox, { origin: main.origin, gateway });
  return {
    origin: main.origin,
    consentOrigin: consent.origin,
    dataFolder,
    sandbox,
    trusted: certificate.trusted,
    async close() {
      await Promise.all([main.close(), consent.close()]);
      await gateway.close();
      if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
