import { parseExec } from "../../app/procedures/parse-exec";
import { openEngine } from "../../app/open-engine";
import type { OpenConnection } from "../../connections/open-connection";
import { nodeClock } from "../../platform/node/clock";
import { loadSqlite } from "../../platform/node/load-sqlite";
import type { PlannedAccess, QueryEngine, QueryRequest } from "../../query/engine-api";
import type { QueryResult } from "../../table/query-result";
import { chooseConnection } from "../choose-connection";
import type { Command, CommandInput } from "../command";
import { execOptions } from "../exec-options";
import { exitCode } from "../exit-code";
import type { Rows } from "../formats/format";
import type { CliIo } from "../io";
import { numberOption } from "../parse-number";
import { parseParameters } from "../parse-parameters";
import { printRows } from "../print-rows";

/** `xlstripe query`: one SELECT, its rows on stdout. */
export const queryCommand: Command = {
  name: "query",
  summary: "Run one SELECT over Stripe's data and print its rows; or a procedure by EXEC.",
  positionals: '"<sql>"',
  positionalCount: [1, 1],
  options: {
    ...execOptions,
    param: { value: "K=V", doc: "a value for @K, or for the first ? as 1=V; may be repeated", multiple: true },
    "max-rows": { value: "N", doc: "stop after N rows" },
    explain: { doc: "show what would be read, without reading" },
    stats: { doc: "say on stderr how many rows, requests and seconds it took" },
    "require-complete": { doc: "exit with 5 when rows are missing" },
    "api-base": { value: "URL", doc: "another API root, for test keys on this computer" },
  },
  examples: [
    'xlstripe query "SELECT id, amount, currency FROM charges LIMIT 5" --connection sandbox',
    'xlstripe query "SELECT count(*) AS n FROM charges WHERE created >= @from" --param from=2026-01-01 --format json',
    'STRIPE_API_KEY=rk_test_… xlstripe query "SELECT id FROM customers" --api-base http://127.0.0.1:12111',
  ],
  async run(input, io) {
    const [sql = ""] = input.positionals;
    const call = parseExec(sql);
    if (call !== null) {
      const { runExec } = await import("../run-exec");
      return runExec({ procedure: call.procedure, inputs: Object.entries(call.inputs) }, input, io);
    }
    const asked = { connection: input.text("connection"), apiBase: input.text("api-base"), takeOver: input.isSet("take-over") };
    const connection = await chooseConnection(asked, io);
    try {
      return await runSelect({ sql, connection }, input, io);
    } finally {
      await connection.close();
    }
  },
};

type Select = { readonly sql: string; readonly connection: OpenConnection };

async function runSelect({ sql, connection }: Select, input: CommandInput, io: CliIo): Promise<number> {
  const request = queryRequest(sql, input, connection);
  const engine = openEngine(await loadSqlite(), connection, () => nodeClock.now());
  try {
    if (input.isSet("explain")) return await explain({ engine, sql }, input, io);
    const result = await connection.withinTime((signal) => engine.run(request, { signal }), io.signal);
    await printRows(result, input, io);
    report(result, input, io);
    return !result.complete && input.isSet("require-complete") ? exitCode.partial : exitCode.ok;
  } finally {
    engine.close();
  }
}

function queryRequest(sql: string, input: CommandInput, { profile }: OpenConnection): QueryRequest {
  const parameters = parseParameters(input.texts("param"));
  const maxRows = numberOption(input, "max-rows", { least: 1, most: 100_000_000, whole: true }) ?? profile.maxRows;
  return { sql, ...(parameters === undefined ? {} : { parameters }), ...(maxRows === null ? {} : { maxRows }) };
}

/** What is missing is always said; figures only when asked for. */
function report(result: QueryResult, input: CommandInput, io: CliIo): void {
  for (const { message } of result.reasons) io.note(message);
  if (!input.isSet("stats")) return;
  const seconds = ((Date.now() - result.asOf) / 1000).toFixed(1);
  const state = result.complete ? "complete" : "partial";
  io.note(`${result.rows.length} rows, ${state}, ${result.requests} requests, ${seconds} s, as of ${new Date(result.asOf).toISOString()}`);
}

async function explain(
  { engine, sql }: { readonly engine: QueryEngine; readonly sql: string },
  input: CommandInput,
  io: CliIo,
): Promise<number> {
  await printRows(toRows(engine.explain({ sql }).accesses), input, io);
  return exitCode.ok;
}

function toRows(accesses: readonly PlannedAccess[]): Rows {
  const column = (name: string, type: "text" | "boolean") => ({ name, type, origin: null });
  return {
    columns: [column("table", "text"), column("pushed", "text"), column("stops_early", "boolean")],
    rows: accesses.map(({ table, pushed, stopsEarly }) => [table, pushed.join(", "), stopsEarly ? 1 : 0]),
  };
}
