/** Switches that make Excel misbehave as it does on bad days. Change them at any time. */
export type Faults = {
  /** Characters that a request or an answer may have; Excel on the web allows 5 MB. `null`: no limit. */
  payloadLimit: number | null;
  /** Milliseconds before each answer. */
  latencyMs: number;
  /** The person is typing in a cell: requests fail, or wait when the add-in asked for `delayForCellEdit`. */
  readonly cellEdit: { readonly active: boolean; begin(): void; end(): void };
  /** Makes one coming request fail: with `skip: 2` the third from now. It fails at that action, or before its first. */
  failRequest(failure: PlannedFailure): void;
};

export type PlannedFailure = {
  /** Requests that still pass. Requests to services (custom functions, ribbon) are not counted. */
  readonly skip: number;
  /** Such as `GeneralException`; see the error codes of office.js. */
  readonly code: string;
  /** Actions of the request that are still done; left out: none. */
  readonly afterActions?: number;
};

/** The faults as the host sees them. */
export type FaultControl = {
  readonly faults: Faults;
  /** Resolves when nobody types in a cell. */
  readonly cellEditEnded: () => Promise<void>;
  /** To be asked once for each workbook request. */
  readonly takeFailure: () => PlannedFailure | null;
};

const fiveMegabytes = 5 * 1024 * 1024;

export function createFaults(): FaultControl {
  let editing = false;
  let waiting: (() => void)[] = [];
  let planned: PlannedFailure | null = null;
  const faults: Faults = {
    payloadLimit: fiveMegabytes,
    latencyMs: 0,
    cellEdit: {
      get active() {
        return editing;
      },
      begin() {
        editing = true;
      },
      end() {
        editing = false;
        const released = waiting;
        waiting = [];
        for (const release of released) release();
      },
    },
    failRequest(failure) {
      planned = failure;
    },
  };
  return {
    faults,
    cellEditEnded: () => (editing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    takeFailure() {
      const due = planned?.skip === 0 ? planned : null;
      planned = due || !planned ? null : { ...planned, skip: planned.skip - 1 };
      return due;
    },
  };
}
