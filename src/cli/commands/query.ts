import { answerQuery } from "../../app/answer-query";
import type { RunQuery } from "../../app/app-api";
import { explainQuery } from "../../app/explain-query";
import { openEngine } from "../../app/open-engine";
import type { OpenReader } from "../../app/open-reader";
import { parseExec } from "../../app/procedures/parse-exec";
import { advisingLimit } from "../../app/request-limit";
import { AppError } from "../../base/app-error";
import { nodeClock } from "../../platform/node/clock";
import { loadSqlite } from "../../platform/node/load-sqlite";
import { chooseConnection, type ChosenConnection } from "../choose-connection";
import type { Command, CommandInput } from "../command";
import { estimateRows } from "../estimate-rows";
import { execOptions } from "../exec-options";
import { exitCode } from "../exit-code";
import type { CliIo } from "../io";
import { numberOption } from "../parse-number";
import { parseParameters } from "../parse-parameters";
import { printRows } from "../print-rows";
import { statsLines } from "../stats-lines";

/** `xlstripe query`: one SELECT, its rows on stdout. */
export const queryCommand: Command = {
  name: "query",
  summary: "Run one SELECT over Stripe's data and print its rows; or a procedure by EXEC.",
  positionals: '"<sql>"',
  positionalCount: [1, 1],
  options: {
    ...execOptions,
    param: { value: "K=V", doc: "a value for @K, or for the first ? as 1=V; K:null for NULL; may be repeated", multiple: true },
    "max-rows": { value: "N", doc: "stop after N rows" },
    "max-requests": { value: "N", doc: "give up where more than N requests are needed; 0: no limit; else the connection's MaxRequests" },
    explain: { doc: "show what would be read and what it takes, without reading" },
    probe: { doc: "with --explain: send up to two requests a table to judge better" },
    stats: { doc: "say on stderr how many rows, requests and seconds it took, and how the rows came" },
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
    const request = readRequest(sql, input);
    const asked = { connection: input.text("connection"), apiBase: input.text("api-base"), takeOver: input.isSet("take-over") };
    const connection = await chooseConnection(asked, io);
    try {
      return await withReader(connection, (reader) =>
        input.isSet("explain") ? explain({ reader, request }, input, io) : select({ reader, request }, input, io),
      );
    } finally {
      await connection.close();
    }
  },
};

/** @throws AppError `BAD_ARGUMENT` for options that do not fit. */
function readRequest(sql: string, input: CommandInput): RunQuery {
  if (input.isSet("probe") && !input.isSet("explain")) {
    throw new AppError("BAD_ARGUMENT", "--probe goes together with --explain only.", { hint: "Add --explain, or leave --probe out." });
  }
  const parameters = parseParameters(input.texts("param"));
  const maxRows = numberOption(input, "max-rows", { least: 1, most: 100_000_000, whole: true });
  const maxRequests = numberOption(input, "max-requests", { least: 0, most: 100_000_000, whole: true });
  return {
    sql,
    ...(parameters === undefined ? {} : { parameters }),
    ...(maxRows === undefined ? {} : { maxRows }),
    ...(maxRequests === undefined ? {} : { maxRequests: maxRequests === 0 ? null : maxRequests }),
  };
}

async function withReader(connection: ChosenConnection, work: (reader: OpenReader) => Promise<number>): Promise<number> {
  const engine = openEngine(await loadSqlite(), connection, () => nodeClock.now());
  try {
    return await work({ connection, engine });
  } finally {
    engine.close();
  }
}

type Asked = { readonly reader: OpenReader; readonly request: RunQuery };

async function select({ reader, request }: Asked, input: CommandInput, io: CliIo): Promise<number> {
  const result = await answerQuery(reader, request, { signal: io.signal }).catch((failure: unknown) => {
    throw advisingLimit(failure, limitHint);
  });
  await printRows(result, input, io);
  // What is missing is always said; figures only when asked for.
  for (const { message } of result.reasons) io.note(message);
  if (input.isSet("stats")) for (const line of statsLines(result)) io.note(line);
  return !result.complete && input.isSet("require-complete") ? exitCode.partial : exitCode.ok;
}

const limitHint = "Narrow it by a date or a LIMIT, or allow more with --max-requests N (0: no limit).";

async function explain({ reader, request }: Asked, input: CommandInput, io: CliIo): Promise<number> {
  const estimate = await explainQuery(reader, { request, probe: input.isSet("probe") }, { signal: io.signal });
  await printRows(estimateRows(estimate), input, io);
  return exitCode.ok;
}
