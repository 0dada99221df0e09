import type { ChangeReader } from "../changes/changes";
import type { ReadListing } from "../listing/listing";
import type { TimeZone } from "../time-zone";
import type { ScanMemory } from "./scan-memory";

/** What scans are read with; one for a connection. */
export type ScanTools = {
  readonly readListing: ReadListing;
  readonly changes: ChangeReader;
  readonly memory: ScanMemory;
  /** Of the times that SQL sees. */
  readonly zone: TimeZone;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
};
