import { serve } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { createGateway } from "../../src/gateway/create-gateway";
import { nodeClock } from "../../src/platform/node/clock";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import { buildFolders } from "./build-folders";
import { localhostCertificate } from "./certificate";
import { manifestFor } from "./manifest/manifest-for";

export type DevServerOptions = {
  /** 0: any free port. */
  readonly port: number;
  /** The sandbox company's today, milliseconds since 1970 UTC. */
  readonly now: number;
  readonly projectRoot: string;
  readonly sandbox?: { readonly seed?: number; readonly scale?: number };
};

export type DevServer = {
  /** `https://localhost:3000`: workbench at `/`, add-in, `/sandbox` as Stripe's API root, `/healthz`. */
  readonly origin: string;
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

function createApp(options: DevServerOptions, sandbox: Sandbox, origin: () => string): Hono {
  const folders = buildFolders(options.projectRoot);
  const app = new Hono();
  mountSandbox(app, sandbox);
  app.get("/", (context) => context.redirect("/workbench/"));
  app.get("/manifest.xml", (context) => context.body(manifestFor(origin()), 200, { "content-type": "application/xml" }));
  app.use("/officejs/*", staticFolder("/officejs", folders.officeJs));
  app.use("/workbench/*", staticFolder("/workbench", folders.workbench));
  app.route("/", createGateway({ addInFolder: folders.addIn }));
  return app;
}

function staticFolder(prefix: string, root: string): ReturnType<typeof serveStatic> {
  return serveStatic({ root, rewriteRequestPath: (path) => path.slice(prefix.length) });
}

/** Serves everything of the project under one https origin. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const certificate = await localhostCertificate(join(options.projectRoot, ".cache/certificate"), options.now);
  const sandbox = createSandbox({ now: options.now, clock: nodeClock, ...options.sandbox });
  let origin = "";
  const app = createApp(options, sandbox, () => origin);
  const server = serve({
    fetch: app.fetch,
    port: options.port,
    createServer,
    serverOptions: { cert: certificate.cert, key: certificate.key },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    sandbox,
    trusted: certificate.trusted,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
