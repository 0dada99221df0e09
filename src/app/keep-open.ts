import type { QueryEngine } from "../query/engine-api";

/** Engines that are open, one a connection. */
export type OpenEngines = {
  readonly get: (connection: string) => Promise<QueryEngine>;
  /** Closes a connection's engine when its queries under way have ended; the next query opens it anew. */
  readonly forget: (connection: string) => void;
};

type Open = { readonly engine: QueryEngine; readonly runs: Set<Promise<unknown>> };

/** Opens an engine at a connection's first query and keeps it; an opening that failed is tried again. */
export function keepOpen(open: (connection: string) => Promise<QueryEngine>): OpenEngines {
  const openings = new Map<string, Promise<Open>>();

  function openingOf(connection: string): Promise<Open> {
    const known = openings.get(connection);
    if (known) return known;
    const opening = open(connection).then(watched);
    openings.set(connection, opening);
    opening.catch(() => {
      if (openings.get(connection) === opening) openings.delete(connection);
    });
    return opening;
  }

  return {
    get: async (connection) => (await openingOf(connection)).engine,
    forget(connection) {
      const opening = openings.get(connection);
      openings.delete(connection);
      if (opening) void Promise.allSettled([opening.then(closeWhenIdle)]);
    },
  };
}

/** The engine with a note of each run under way. */
function watched(engine: QueryEngine): Open {
  const runs = new Set<Promise<unknown>>();
  const run: QueryEngine["run"] = (request, context) => {
    const started = engine.run(request, context);
    runs.add(started);
    const ended = () => void runs.delete(started);
    started.then(ended, ended);
    return started;
  };
  return { engine: { run, explain: (request) => engine.explain(request), close: () => engine.close() }, runs };
}

async function closeWhenIdle({ engine, runs }: Open): Promise<void> {
  await Promise.allSettled([...runs]);
  engine.close();
}
