import type { OpenConnection } from "../connections/open-connection";
import type { QueryEngine } from "../query/engine-api";

/** The engine within its connection's own limits of rows and time. */
export function limitEngine(engine: QueryEngine, { profile, withinTime }: Pick<OpenConnection, "profile" | "withinTime">): QueryEngine {
  const most = profile.maxRows;
  return {
    run(request, context) {
      const limited = most === null ? request : { ...request, maxRows: Math.min(most, request.maxRows ?? most) };
      return withinTime((signal) => engine.run(limited, { ...context, signal }), context.signal);
    },
    explain: (request) => engine.explain(request),
    close: () => engine.close(),
  };
}
