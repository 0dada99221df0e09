import { AppError } from "../../base/app-error";
import { isBlank, isWord, tokenize, type Token } from "./tokens";

/** First words of statements that change something, in SQLite and elsewhere. */
const changing = [
  ...[
    "INSERT",
    "UPDATE",
    "DELETE",
    "REPLACE",
    "MERGE",
    "UPSERT",
    "TRUNCATE",
    "CREATE",
    "DROP",
    "ALTER",
    "GRANT",
    "REVOKE",
  ],
  ...[
    "ATTACH",
    "DETACH",
    "PRAGMA",
    "VACUUM",
    "REINDEX",
    "ANALYZE",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
  ],
  ...["EXEC", "EXECUTE", "CALL", "SET", "USE"],
];

/**
 * The tokens of the one statement in a text, without the semicolon.
 * @throws AppError `SQL_SYNTAX` for an empty text, several statements, and quotes that are not closed; `SQL_READ_ONLY`
 *   for a statement that would change something.
 */
export function singleStatement(sql: string): readonly Token[] {
  const tokens = tokenize(sql);
  const broken = tokens.find(({ kind }) => kind === "broken");
  if (broken) {
    throw syntaxError(`The query has a ${broken.text.startsWith("/*") ? "comment" : "quote"} that is never closed.`, {
      hint: "Close it, and double a quote that belongs to the text: 'it''s'.",
      at: broken,
    });
  }
  const end = tokens.findIndex((token) => isWord(token, ";"));
  const statement = end < 0 ? tokens : tokens.slice(0, end);
  const first = statement.find((token) => !isBlank(token));
  if (!first) throw syntaxError("The query is empty.", { hint: "Write a SELECT." });
  if (isWord(first, ...changing)) throw readOnlyError();
  if (isWord(first, "EXPLAIN"))
    throw syntaxError("EXPLAIN is not a query.", { hint: "Start the query with SELECT or WITH.", at: first });
  const next = tokens.slice(statement.length).find((token) => !isBlank(token) && !isWord(token, ";"));
  if (next)
    throw syntaxError("The query has more than one statement.", { hint: "Run one SELECT at a time.", at: next });
  return statement;
}

/** The error for anything that would change data. */
export function readOnlyError(): AppError {
  return new AppError("SQL_READ_ONLY", "Formulas and queries only read; this statement would change something.", {
    hint: "Start the query with SELECT or WITH.",
  });
}

function syntaxError(message: string, { hint, at }: { readonly hint: string; readonly at?: Token }): AppError {
  return new AppError("SQL_SYNTAX", message, { hint, ...(at ? { detail: { offset: at.start } } : {}) });
}
