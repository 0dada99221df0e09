import type { Store } from "../../base/store";

/** That a workbook may read from a connection. */
export type Permission = {
  /** The id that the workbook carries. */
  readonly workbook: string;
  /** Where the workbook was when it was allowed (an address or a path); `null`: not saved yet. */
  readonly address: string | null;
  /** Connection name. */
  readonly connection: string;
  /** Milliseconds since 1970 UTC. */
  readonly allowedAt: number;
};

/**
 * Which workbooks may read from which connections. A workbook that comes from somebody else could send on what its formulas
 * read, so none reads before the person said so once. Connections that come with the deployment need no permission.
 */
export interface Trust {
  /** All that the person allowed, newest first; empty until `load` has run. */
  readonly list: Store<readonly Permission[]>;
  /** Connections that this workbook asked for in vain, by name. */
  readonly asked: Store<readonly string[]>;
  load(signal: AbortSignal): Promise<void>;
  /** Lets this workbook read from a connection. @throws AppError `NOT_CONNECTED`, `WORKBOOK_REFUSED`, `STORAGE_UNAVAILABLE`. */
  readonly allow: (connection: string, signal: AbortSignal) => Promise<void>;
  /** @throws AppError `STORAGE_UNAVAILABLE`; the permission then stays. */
  revoke(permission: Permission, signal: AbortSignal): Promise<void>;
}
