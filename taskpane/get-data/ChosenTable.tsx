import { Body1Strong, Button, Field, Input, Link, Text } from "@fluentui/react-components";

import type { Table } from "../../src/table/table";
import { useLayout } from "../layout";
import { ColumnPicker } from "./ColumnPicker";
import { type Problems, statementOf } from "./insert-request";
import { askedColumns } from "./offered-columns";
import { tableTitle } from "./table-title";
import { useGetData } from "./use-get-data";

type ChosenTableProps = { readonly table: Table; readonly problems: Problems };

/** The chosen table: what it is, what Stripe must know to list it, and its columns. */
export function ChosenTable({ table, problems }: ChosenTableProps) {
  const layout = useLayout();
  const { state, change } = useGetData();
  const hasMoney = table.columns.some(({ type }) => type === "money");
  const toSql = () => change({ source: "sql", sql: statementOf(state, table) ?? "", name: "" });
  return (
    <>
      <div className={layout.section}>
        <div className={layout.spread}>
          <Body1Strong as="h2" className={layout.heading}>{tableTitle(table.name)}</Body1Strong>
          <Button size="small" className={layout.narrow} onClick={() => change({ table: null })}>
            Change
          </Button>
        </div>
        <Text size={200} className={layout.muted}>
          {table.doc}
        </Text>
      </div>
      {askedColumns(table).map(({ column, eachOf }) => (
        <Field
          key={column}
          label={tableTitle(column)}
          required={eachOf === null}
          {...(problems.required?.[column] ? { validationMessage: problems.required[column] } : { hint: askedHint(eachOf) })}
        >
          <Input
            className={layout.wide}
            value={state.required[column] ?? ""}
            onChange={(_, { value }) => change({ required: { ...state.required, [column]: value } })}
          />
        </Field>
      ))}
      <ColumnPicker key={table.name} table={table} problem={problems.columns} />
      <Text size={200} className={layout.muted}>
        {hasMoney && "Money comes in major units (12.50, not 1250), formatted by its currency. "}
        <Link inline as="button" className={layout.link} onClick={toSql}>
          Edit as SQL
        </Link>
      </Text>
    </>
  );
}

function askedHint(eachOf: string | null): string {
  if (eachOf === null) return "Stripe lists this table for one value only.";
  return `Empty: for all ${tableTitle(eachOf).toLowerCase()}, one request or more for each.`;
}
