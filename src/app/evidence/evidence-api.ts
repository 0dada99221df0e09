import type { AppError } from "../../base/app-error";
import type { Store } from "../../base/store";
import type { RunContext, RunQuery } from "../app-api";

/** The movements of an account in one currency beside its balance, in minor units. */
export type TieLine = {
  /** What was added up. */
  readonly column: string;
  /** In lower case; `null` where there is no figure. */
  readonly currency: string | null;
  readonly rows: number;
  readonly total: bigint | null;
  readonly balance: bigint | null;
  /** Why a figure is missing, or what a person should know of it. */
  readonly note: string | null;
};

/** How the movements of an account compare with its balance. */
export type BalanceTie = {
  readonly connection: string;
  readonly lines: readonly TieLine[];
  /** When the balance was read, or that was tried, milliseconds since 1970 UTC. */
  readonly asOf: number;
};

/** What the workbook shows an auditor: where the figures of its queries come from, what they come to, and whether all ties up. */
export interface EvidenceSheets {
  /** Why evidence could not be written where no query can show it, such as after the query was removed; `null`: it was. */
  readonly problem: Pick<Store<AppError | null>, "get" | "subscribe">;
  /**
   * Reads all movements of the connection's account and its balance anew, and writes both with their difference to the sheet of
   * totals. What the key may not read is a line with the reason.
   * @throws AppError as {@link App.runQuery}, `WORKBOOK_BUSY`, `WORKBOOK_REFUSED`.
   */
  tie(connection: string, wish: Pick<RunQuery, "maxRequests">, context: RunContext): Promise<BalanceTie>;
}
