import { AppError } from "../../base/app-error";
import { declaredTables } from "../../connections/open-connection";
import { suggestName } from "../../base/suggest-name";
import type { Column } from "../../table/column";
import type { Table } from "../../table/table";
import type { Command } from "../command";
import { exitCode } from "../exit-code";
import type { Rows } from "../formats/format";
import { formatTable } from "../formats/table";

type Tables = ReturnType<typeof declaredTables>;

/** `xlstripe tables`: what can be queried, without a connection. */
export const tablesCommand: Command = {
  name: "tables",
  summary: "List the tables, or the columns of one.",
  positionals: "[table]",
  positionalCount: [0, 1],
  options: { format: { value: "FORMAT", doc: "table (default) or json", choices: ["table", "json"] } },
  examples: ["xlstripe tables", "xlstripe tables charges", "xlstripe tables charges --format json"],
  async run(input, io) {
    const tables = declaredTables();
    const [name] = input.positionals;
    const shown = name === undefined ? overview(tables) : details(findTable(tables, name));
    if (input.text("format") === "json") await io.write(`${JSON.stringify(shown.json, null, 1)}\n`);
    else for (const piece of formatTable(shown.rows)) await io.write(piece);
    return exitCode.ok;
  },
};

type Shown = { readonly json: unknown; readonly rows: Rows };

function overview(tables: Tables): Shown {
  const all = tables.names().flatMap((name) => tables.find(name) ?? []);
  return {
    json: all.map(({ name, doc }) => ({ name, doc })),
    rows: { columns: textColumns("table", "rows"), rows: all.map(({ name, doc }) => [name, doc]) },
  };
}

function details(table: Table): Shown {
  return {
    json: table,
    rows: {
      columns: textColumns("column", "type", "notes"),
      rows: table.columns.map((column) => [column.name, column.type, notes(table, column).join(", ")]),
    },
  };
}

function notes(table: Table, column: Column): readonly string[] {
  const filters = table.filters.filter((filter) => filter.column === column.name);
  const remarks: readonly (readonly [applies: boolean, remark: string])[] = [
    [table.key === column.name, "key"],
    [filters.some(({ required }) => required), "required"],
    [filters.length > 0, "filtered by Stripe"],
    [column.costly === true, "costs more requests"],
    [column.hidden === true, "not in *"],
  ];
  const remarked = remarks.flatMap(([applies, remark]) => (applies ? [remark] : []));
  return column.references === undefined ? remarked : [...remarked, `key of ${column.references}`];
}

function textColumns(...names: readonly string[]): Rows["columns"] {
  return names.map((name) => ({ name, type: "text", origin: null }));
}

function findTable(tables: Tables, name: string): Table {
  const table = tables.find(name);
  if (table !== undefined) return table;
  const near = suggestName(name, tables.names());
  throw new AppError("SQL_UNKNOWN_TABLE", `There is no table "${name}".${near === undefined ? "" : ` Did you mean ${near}?`}`, {
    hint: "xlstripe tables lists all of them.",
  });
}
