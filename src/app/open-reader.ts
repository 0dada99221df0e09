import type { OpenConnection } from "../connections/open-connection";
import type { QueryEngine } from "../query/engine-api";

/** A connection that is open, and the engine over its tables. It keeps what it has read. */
export type OpenReader = {
  readonly connection: Pick<OpenConnection, "profile" | "source" | "limits" | "reads" | "withinTime" | "timeText">;
  readonly engine: QueryEngine;
};
