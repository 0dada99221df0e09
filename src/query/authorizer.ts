import type { Connection, SqliteApi } from "./sqlite-api";

/** Actions of https://www.sqlite.org/c3ref/c_alter_table.html that reading needs. */
const action = { read: 20, select: 21, function: 31, recursive: 33 } as const;
const allow = 0;
const deny = 1;

/** Table-valued functions of SQLite that read nothing but their arguments. */
const harmlessTables: ReadonlySet<string> = new Set(["json_each", "json_tree"]);

/**
 * SQLite's own tables. An empty column name says that rows are counted and no value is read; the name may then be that of
 * a WITH part, which is no table, so that only these are refused.
 */
const isInternal = (name: string): boolean => /^(sqlite|pragma)_/i.test(name);

/** What a refused statement wanted. */
export type Refusal = { readonly kind: "write" } | { readonly kind: "table"; readonly name: string };

export type Authorizer = {
  /** Runs the engine's own statements, which may do anything. */
  trusted(action: () => void): void;
  /** What was refused since the last call. */
  takeRefusal(): Refusal | null;
};

/** Lets statements read the tables of the source and nothing else. */
export function installAuthorizer(
  { capi }: SqliteApi,
  connection: Connection,
  isTable: (name: string) => boolean,
): Authorizer {
  let trusting = false;
  let refusal: Refusal | null = null;

  function judge(code: number, name: string | 0, column: string | 0): Refusal | null {
    if (code === action.select || code === action.function || code === action.recursive) return null;
    if (code !== action.read) return { kind: "write" };
    const table = name === 0 ? "" : name;
    if (column === "" && !isInternal(table)) return null;
    return harmlessTables.has(table.toLowerCase()) || isTable(table) ? null : { kind: "table", name: table };
  }

  capi.sqlite3_set_authorizer(
    connection.pointer,
    (_aux, code, first, second) => {
      const found = trusting ? null : judge(code, first, second);
      refusal ??= found;
      return found ? deny : allow;
    },
    0,
  );
  return {
    trusted(run) {
      trusting = true;
      try {
        run();
      } finally {
        trusting = false;
      }
    },
    takeRefusal() {
      const taken = refusal;
      refusal = null;
      return taken;
    },
  };
}
