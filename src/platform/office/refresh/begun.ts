import type { TableRef, TableRefresh } from "../../ports";
import type { ColumnFormat } from "../column-formats";
import type { ShownCell } from "../text-mark";
import type { KeptFormula } from "./kept-formulas";
import type { Patch } from "./patches";
import type { RefreshPlan } from "./plan-refresh";
import type { StandingTable } from "./standing-table";

/** A refresh that may have changed cells already. */
export type Begun = {
  readonly ref: TableRef;
  readonly refresh: TableRefresh;
  readonly table: StandingTable;
  readonly old: readonly (readonly ShownCell[])[];
  readonly plan: RefreshPlan;
  /** What was sent so far, whether or not Excel did it. */
  readonly sent: {
    readonly patches: Set<Patch>;
    /** What cells had that get formats. */
    formats: ColumnFormat[];
    shape: boolean;
    /** Whether filters were applied to what stands there now. */
    filters: boolean;
    /** By cell; none of a cell that was not sent. */
    readonly formulas: Map<string, KeptFormula>;
  };
};
