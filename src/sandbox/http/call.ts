import type { ApiObject } from "../api-object";
import type { Database } from "../store/database";
import type { Caller } from "./authenticate";
import type { CursorLog } from "./cursor-log";
import type { FormMap } from "./form";
import type { RouteMatch } from "./route-table";

/** An accepted request on its way to an answer. */
export type Call = {
  readonly route: RouteMatch;
  readonly path: string;
  readonly parameters: FormMap;
  readonly caller: Caller;
  readonly database: Database;
  /** The values that enumerations of this list take, by parameter. */
  readonly enumValues: Readonly<Record<string, readonly string[]>>;
  /** Refuses when the key may not read a resource. */
  readonly demand: (resource: string) => void;
  /** False for what lists and searches do not show yet, or no longer. */
  readonly shows: (object: ApiObject) => boolean;
  /** An object as the search index has it; `undefined` while it has not come there. */
  readonly indexed: (object: ApiObject) => ApiObject | undefined;
  readonly cursors: CursorLog;
  /** The company's present, milliseconds. */
  readonly now: number;
};
