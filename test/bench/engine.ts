import { type Bench, type BenchLine, median, rounded, timed } from "./bench";
import { alasqlContender } from "./engine/alasql";
import { makeCompany } from "./engine/company";
import type { Contender } from "./engine/contender";
import { duckdbContender } from "./engine/duckdb";
import { ourContender } from "./engine/ours";
import { questions, type ResultRow } from "./engine/questions";

const size = { charges: 100_000, customers: 20_000 };
const repetitions = 5;

/** Times of one contender from nothing to rows: getting ready, then each query. */
type Race = { readonly start: number; readonly queries: readonly number[]; readonly right: readonly boolean[] };

async function race(contender: Contender, answers: readonly string[]): Promise<Race> {
  const queries: number[] = [];
  const right: boolean[] = [];
  const ready = await timed(() => contender.start());
  for (const [index, { sql }] of questions.entries()) {
    const asked = await timed(() => ready.value.ask(sql).catch(() => []));
    queries.push(asked.ms);
    right.push(JSON.stringify(asked.value) === answers[index]);
  }
  await ready.value.close();
  return { start: ready.ms, queries, right };
}

const total = ({ start, queries }: Race): number => queries.reduce((sum, ms) => sum + ms, start);
const middle = (races: readonly Race[], ms: (race: Race) => number): number => median(races.map(ms));
const isRight = (races: readonly Race[], query: number): boolean => races.every(({ right }) => right[query] === true);

/** From parsed objects in memory to rows of a result: our engine over its source, against engines that load flat rows. */
export const engineBench: Bench = {
  about: "from 100,000 parsed charges to the rows of four queries, against DuckDB-wasm and AlaSQL",
  async *run(signal) {
    const company = makeCompany(size);
    const expected = questions.map(({ answer }) => answer(company));
    const answers = expected.map((rows: readonly ResultRow[]) => JSON.stringify(rows));
    const contenders = { ours: ourContender(company), duckdb: duckdbContender(company), alasql: alasqlContender(company) };
    const races: Record<keyof typeof contenders, Race[]> = { ours: [], duckdb: [], alasql: [] };
    for (let repetition = 0; repetition < repetitions; repetition++) {
      for (const name of ["ours", "duckdb", "alasql"] as const) {
        signal.throwIfAborted();
        races[name].push(await race(contenders[name], answers));
      }
    }
    const wrong = questions.filter((_, index) => !isRight(races.alasql, index)).map(({ name }) => name);
    if (wrong.length > 0) process.stderr.write(`AlaSQL answers wrongly or not at all: ${wrong.join(", ")}\n`);
    for (const [index, { name }] of questions.entries()) {
      const ours = middle(races.ours, ({ queries }) => queries[index]!);
      const ratio = (peer: "duckdb" | "alasql") => ({ [peer]: rounded(middle(races[peer], ({ queries }) => queries[index]!) / ours) });
      yield line(name, {
        value: rounded(ours),
        ratios: { ...ratio("duckdb"), ...(isRight(races.alasql, index) ? ratio("alasql") : {}) },
        counts: { rows: expected[index]!.length, alasqlRight: Number(isRight(races.alasql, index)) },
        exact: isRight(races.ours, index),
      });
    }
    yield totalLine(races);
  },
};

/** Everything from nothing to the rows of all four; against AlaSQL with the queries that it answers right. */
function totalLine({ ours, duckdb, alasql }: Readonly<Record<"ours" | "duckdb" | "alasql", readonly Race[]>>): BenchLine {
  const rightOnly = ({ start, queries }: Race): number =>
    queries.reduce((sum, ms, index) => sum + (isRight(alasql, index) ? ms : 0), start);
  const all = middle(ours, total);
  const rightQueries = questions.filter((_, index) => isRight(alasql, index)).length;
  return line("first-query-total", {
    value: rounded(all),
    ratios: {
      duckdb: rounded(middle(duckdb, total) / all),
      ...(rightQueries > 0 ? { alasql: rounded(middle(alasql, rightOnly) / middle(ours, rightOnly)) } : {}),
    },
    counts: {
      ...size,
      startMs: Math.round(middle(ours, ({ start }) => start)),
      duckdbMs: Math.round(middle(duckdb, total)),
      duckdbStartMs: Math.round(middle(duckdb, ({ start }) => start)),
      alasqlMs: Math.round(middle(alasql, rightOnly)),
      alasqlStartMs: Math.round(middle(alasql, ({ start }) => start)),
      alasqlRight: rightQueries,
      duckdbRight: questions.filter((_, index) => isRight(duckdb, index)).length,
    },
    exact: questions.every((_, index) => isRight(ours, index)),
  });
}

function line(name: string, measured: Pick<BenchLine, "value" | "ratios" | "counts" | "exact">): BenchLine {
  return { bench: "engine", case: name, unit: "ms", ...measured };
}
