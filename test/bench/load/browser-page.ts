/** The code in the page of the browser case: reads all charges with the add-in's own parts, and times it. */
import { Secret } from "../../../src/base/secret";
import { browserClock } from "../../../src/platform/browser/clock";
import { sendByFetch } from "../../../src/platform/browser/send-http";
import { fixedCredential } from "../../../src/stripe/credential";
import type { Row } from "../../../src/table/table";
import { readCharges } from "./read-charges";

/** Where the page reads from, and with what. */
export type PageReading = { readonly apiBase: string; readonly secret: string; readonly columns: readonly string[]; readonly rps: number };

export type PageResult = { readonly ms: number; readonly rows: readonly Row[] };

declare global {
  interface Window {
    readonly loadCharges: (reading: PageReading) => Promise<PageResult>;
  }
}

async function loadCharges({ apiBase, secret, columns, rps }: PageReading): Promise<PageResult> {
  const route = { apiBase, credentials: fixedCredential(new Secret(secret)), signedIn: "bench" };
  const start = performance.now();
  const rows = await readCharges({ route, columns, rps }, { send: sendByFetch, clock: browserClock, random: Math.random });
  return { ms: performance.now() - start, rows };
}

Object.assign(window, { loadCharges });
