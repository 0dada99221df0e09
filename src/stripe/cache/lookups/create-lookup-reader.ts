import type { ReadContext } from "../../../table/row-source";
import type { Row } from "../../../table/table";
import { alwaysAsk } from "../wanted";
import { createGathering, type Gathering } from "./gather";
import type { LookupTools } from "./lookup-tools";
import { expansionsOf, recall, type WantedRow } from "./recall";

/** Reads one row by its key, from memory or together with other keys that are asked for. */
export type LookupReader = (wanted: WantedRow, context: ReadContext) => Promise<Row | null>;

/** Makes a {@link LookupReader}. @throws AppError the client's errors. */
export function createLookupReader(tools: LookupTools): LookupReader {
  const gatherings = new Map<string, Gathering>();

  function gatheringOf({ plan, columns }: WantedRow): Gathering {
    const name = `${plan.table.name} ${expansionsOf(columns)}`;
    const gathering = gatherings.get(name) ?? createGathering(tools, plan);
    gatherings.set(name, gathering);
    return gathering;
  }

  return async (wanted, context) => {
    const { freshness = alwaysAsk } = context;
    const now = tools.now();
    const maxAgeMs = freshness.reload ? 0 : freshness.maxAgeMs;
    const known = maxAgeMs > 0 ? recall(tools, wanted, now - maxAgeMs) : undefined;
    const answered = known === undefined ? await gatheringOf(wanted).ask({ ...wanted, notBefore: now - maxAgeMs }, context) : { ...known, requests: 0 };
    const row = answered.read(wanted.columns);
    const { kind, asOf, requests, reasons } = answered;
    for (const reason of reasons) context.onPartial?.(reason);
    context.onRows?.(row === null ? 0 : 1);
    context.onLoad?.({ table: wanted.plan.table.name, kind, rows: row === null ? 0 : 1, requests, asOf, why: null });
    return row;
  };
}
