import type { ApiObject } from "../api-object";

/** What objects were a short while ago. */
export type Past = {
  /** Notes what an object was until a time (ms); `undefined`: it was not there. */
  note(id: string, until: number, former: ApiObject | undefined): void;
  /** What an object was at a time (ms) at which it may have been another; `undefined` when it was not there. */
  before(object: ApiObject, time: number): ApiObject | undefined;
};

type Former = { readonly until: number; readonly object: ApiObject | undefined };

/** Remembers the changes of the last `keptMs` milliseconds; none at all for 0. */
export function createPast(keptMs: number): Past {
  const formers = new Map<string, readonly Former[]>();
  return {
    note(id, until, object) {
      if (keptMs <= 0) return;
      const recent = (formers.get(id) ?? []).filter((former) => former.until > until - keptMs);
      formers.set(id, [...recent, { until, object }]);
    },
    before(object, time) {
      const former = formers.get(object.id)?.find(({ until }) => until > time);
      return former === undefined ? object : former.object;
    },
  };
}
