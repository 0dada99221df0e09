import type { ReadContext } from "../../../table/row-source";
import type { JsonObject } from "../../json-object";
import type { ObjectRequest } from "../../listing/read-object";
import type { ObjectMemory } from "../object-memory";
import type { RefreshScan } from "../refresh-scan";
import type { ScanTools } from "../scan-tools";

/** What rows are looked up with; one for a connection. */
export type LookupTools = ScanTools & {
  readonly objects: ObjectMemory;
  readonly refresh: RefreshScan;
  readonly readObject: (request: ObjectRequest, context: ReadContext) => Promise<JsonObject | null>;
  /** Lets those who are about to ask do so. */
  readonly nextTurn: () => Promise<void>;
};
