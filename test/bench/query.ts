import { loadSqlite } from "../../src/platform/node/load-sqlite";
import { createQueryEngine } from "../../src/query/engine";
import { createMemorySource } from "../fakes/memory-source";
import { makeCompany } from "../query/company";
import { makeReference } from "../query/reference";
import { type Bench, median, rounded, timed } from "./bench";

const size = { charges: 20_000, customers: 4_000 };
const repetitions = 5;

const queries: Readonly<Record<string, string>> = {
  "join-group": `SELECT c.country, count(*) AS n, sum(ch.amount) AS total FROM charges ch JOIN customers c ON c.id = ch.customer
    GROUP BY c.country ORDER BY c.country`,
  "month-currency": `SELECT substr(created, 1, 7) AS month, currency, sum(amount) AS total FROM charges GROUP BY 1, 2 ORDER BY 1, 2`,
  window: `SELECT id, sum(amount) OVER (PARTITION BY currency ORDER BY created, id) AS running FROM charges
    WHERE created >= '2024-01-01' ORDER BY id`,
};

/** The engine over rows in memory against the same rows in ordinary SQLite tables, which have no reading to do. */
export const queryBench: Bench = {
  about: "SELECTs over a source in memory, cold, against ordinary SQLite tables loaded beforehand",
  async *run(signal) {
    const company = makeCompany(size);
    const reference = await makeReference(company);
    const sqlite = await loadSqlite();
    for (const [name, sql] of Object.entries(queries)) {
      const ours: number[] = [];
      const theirs: number[] = [];
      let exact = true;
      let rows = 0;
      let requests = 0;
      for (let repetition = 0; repetition < repetitions; repetition++) {
        signal.throwIfAborted();
        const engine = createQueryEngine(sqlite, createMemorySource(company), { now: () => 0 });
        const run = await timed(() => engine.run({ sql }, { signal }));
        const peer = await timed(() => reference(sql));
        engine.close();
        ours.push(run.ms);
        theirs.push(peer.ms);
        rows = run.value.rows.length;
        requests = run.value.requests;
        exact &&= JSON.stringify(run.value.rows) === JSON.stringify(peer.value);
      }
      yield {
        bench: "query",
        case: `${name}-${size.charges}`,
        value: rounded(median(ours)),
        unit: "ms",
        ratios: { sqlite: rounded(median(theirs) / median(ours)) },
        counts: { rows, requests },
        exact,
      };
    }
  },
};
