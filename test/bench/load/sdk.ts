import Stripe from "stripe";

import { timed } from "../bench";
import { type ChargeSandbox, startChargeSandbox } from "./charge-sandbox";

const rows = 20_000;

/** Charges a second that the official SDK's auto-paging reads: one page after the other, so that only the latency counts. */
export async function measureSdk(): Promise<{ readonly rowsPerSecond: number; readonly complete: boolean }> {
  const sandbox: ChargeSandbox = await startChargeSandbox({ skew: "uniform", rps: 80, rows });
  try {
    const stripe = new Stripe("sk_test_sandbox", { host: "127.0.0.1", port: Number(new URL(sandbox.origin).port), protocol: "http", telemetry: false });
    const { ms, value } = await timed(async () => {
      const ids = new Set<string>();
      for await (const charge of stripe.charges.list({ limit: 100 })) ids.add(charge.id);
      return ids.size;
    });
    return { rowsPerSecond: (value / ms) * 1_000, complete: value === rows };
  } finally {
    await sandbox.stop();
  }
}
