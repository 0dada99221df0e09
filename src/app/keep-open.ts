import type { QueryEngine } from "../query/engine-api";
import type { OpenReader } from "./open-reader";

/** Readers that are open, one a connection, with the rows that each keeps. */
export type OpenReaders = {
  readonly get: (connection: string) => Promise<OpenReader>;
  /**
   * Closes a connection's engine when its queries under way have ended; the next query opens it anew, and nothing that was
   * read before is known to it.
   */
  readonly forget: (connection: string) => void;
};

type Open = { readonly reader: OpenReader; readonly runs: Set<Promise<unknown>> };

/** Opens a reader at a connection's first query and keeps it; an opening that failed is tried again. */
export function keepOpen(open: (connection: string) => Promise<OpenReader>): OpenReaders {
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
    get: async (connection) => (await openingOf(connection)).reader,
    forget(connection) {
      const opening = openings.get(connection);
      openings.delete(connection);
      if (opening) void Promise.allSettled([opening.then(closeWhenIdle)]);
    },
  };
}

/** The reader with a note of each run under way. */
function watched({ connection, engine }: OpenReader): Open {
  const runs = new Set<Promise<unknown>>();
  const run: QueryEngine["run"] = (request, context) => {
    const started = engine.run(request, context);
    runs.add(started);
    const ended = () => void runs.delete(started);
    started.then(ended, ended);
    return started;
  };
  const noting = { run, explain: engine.explain.bind(engine), close: () => engine.close() };
  return { reader: { connection, engine: noting }, runs };
}

async function closeWhenIdle({ reader, runs }: Open): Promise<void> {
  await Promise.allSettled([...runs]);
  reader.engine.close();
}
