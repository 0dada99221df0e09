import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { EntraSettings } from "../settings/gateway-settings";

export type ContentPolicyOptions = {
  /** Served over https, so that browsers may be told to never use http. */
  readonly https: boolean;
  /** More origins that the page may call: the deployment's allowed API roots. */
  readonly connectTo: readonly string[];
  readonly entra: Pick<EntraSettings, "authority"> | null;
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
 * Headers of every answer; one that brings headers of its own keeps them.
 * The content policy needs `wasm-unsafe-eval` for SQLite and inline styles for Fluent's style sheets. No opener policy: it
 * would cut the link between Excel and the sign-in dialog.
 */
export function contentPolicy({ https, connectTo, entra }: ContentPolicyOptions): MiddlewareHandler {
  const microsoft = entra === null ? [] : [entra.authority];
  return secureHeaders({
    overwrite: false,
    xFrameOptions: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
    strictTransportSecurity: https,
    referrerPolicy: "no-referrer",
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", officeCdn, "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'", "https://api.stripe.com", officeCdn, ...loopback, ...connectTo, ...microsoft],
      frameSrc: microsoft.length > 0 ? microsoft : ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'", ...officeHosts],
    },
  });
}
