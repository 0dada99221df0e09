import type { PartialReason } from "../../../table/query-result";
import type { ColumnPlan } from "../../declare-columns";
import type { TablePlan } from "../../declare-table";
import { createReasons } from "../reasons";
import type { Ask } from "./ask";
import type { LookupTools } from "./lookup-tools";
import { answerWith, objectName } from "./recall";

/** Reads of one object each. */
export interface SingleReads {
  /** The ask of this key whose request is on its way, when it was sent at a moment or later. */
  joinable(key: string, notBefore: number): Ask | undefined;
  /** Reads the object, keeps it, and answers the ask; never fails. */
  read(ask: Ask, columns: readonly ColumnPlan[]): Promise<void>;
}

export function createSingleReads(tools: LookupTools, plan: TablePlan): SingleReads {
  const sent = new Map<string, { readonly ask: Ask; readonly asOf: number }>();
  return {
    joinable(key, notBefore) {
      const found = sent.get(key);
      return found === undefined || found.ask.signal.aborted || found.asOf < notBefore ? undefined : found.ask;
    },
    async read(ask, columns) {
      const { key, signal } = ask;
      const asOf = tools.now();
      const wanted = { plan, key, columns };
      sent.set(key, { ask, asOf });
      try {
        const reasons = createReasons();
        const onPartial = (reason: PartialReason): void => void reasons.add(reason);
        const object = await tools.readObject(wanted, { signal, onRequest: () => ask.charge(), onPartial });
        // That an object could not be read does not tell that there is none.
        if (reasons.all().length === 0) tools.objects.keep(objectName(wanted), { object, asOf });
        ask.answer({ kind: "lookup", ...answerWith({ object, asOf }), reasons: reasons.all() });
      } catch (failure) {
        ask.fail(failure);
      } finally {
        if (sent.get(key)?.ask === ask) sent.delete(key);
      }
    },
  };
}
