import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";

export type GatewayOptions = {
  /** Folder with the built add-in, absolute. */
  readonly addInFolder: string;
  /** More origins that the page may call: the deployment's allowed API roots. */
  readonly connectTo?: readonly string[];
};

/** Excel on the web shows the add-in in a frame of these sites. */
const officeHosts = [
  "https://*.officeapps.live.com",
  "https://*.office.com",
  "https://*.microsoft365.com",
  "https://*.cloud.microsoft",
  "https://*.sharepoint.com",
];
/** Test keys may go to a Stripe-like server on the person's own machine. */
const loopback = ["http://localhost:*", "http://127.0.0.1:*", "https://localhost:*"];
const officeCdn = "https://appsforoffice.microsoft.com";

/**
 * The server of the add-in: its static files under strict headers, and `/healthz`.
 * The content policy needs `wasm-unsafe-eval` for SQLite and inline styles for Fluent's style sheets.
 */
export function createGateway({ addInFolder, connectTo = [] }: GatewayOptions): Hono {
  const gateway = new Hono();
  gateway.use(
    secureHeaders({
      xFrameOptions: false,
      crossOriginOpenerPolicy: false,
      crossOriginResourcePolicy: false,
      referrerPolicy: "no-referrer",
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", officeCdn, "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'", "https://api.stripe.com", officeCdn, ...loopback, ...connectTo],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'self'", ...officeHosts],
      },
    }),
  );
  gateway.get("/healthz", (context) => context.json({ status: "ok" }));
  gateway.use("*", serveStatic({ root: addInFolder }));
  return gateway;
}
