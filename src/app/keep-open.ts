import type { OpenReader } from "./open-reader";

/** Readers that are open, one a connection, with the rows that each keeps. */
export type OpenReaders = {
  /** Does work with a connection's reader, which stays open until the work has ended. */
  readonly use: <T>(connection: string, work: (reader: OpenReader) => Promise<T>) => Promise<T>;
  /**
   * Closes a connection's engine when the work under way has ended; the next work opens it anew, and nothing that was read
   * before is known to it.
   */
  readonly forget: (connection: string) => void;
};

type Open = { readonly reader: OpenReader; readonly underWay: Set<Promise<unknown>> };

/** Opens a reader at a connection's first work and keeps it; an opening that failed is tried again. */
export function keepOpen(open: (connection: string) => Promise<OpenReader>): OpenReaders {
  const openings = new Map<string, Promise<Open>>();

  function openingOf(connection: string): Promise<Open> {
    const known = openings.get(connection);
    if (known) return known;
    const opening = open(connection).then((reader) => ({ reader, underWay: new Set<Promise<unknown>>() }));
    openings.set(connection, opening);
    opening.catch(() => {
      if (openings.get(connection) === opening) openings.delete(connection);
    });
    return opening;
  }

  return {
    async use(connection, work) {
      const { reader, underWay } = await openingOf(connection);
      const started = work(reader);
      underWay.add(started);
      try {
        return await started;
      } finally {
        underWay.delete(started);
      }
    },
    forget(connection) {
      const opening = openings.get(connection);
      openings.delete(connection);
      if (opening) void Promise.allSettled([opening.then(closeWhenIdle)]);
    },
  };
}

async function closeWhenIdle({ reader, underWay }: Open): Promise<void> {
  await Promise.allSettled([...underWay]);
  reader.engine.close();
}
