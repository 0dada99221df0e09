import { Table, TableBody, TableCell, TableRow } from "@fluentui/react-components";

import type { ProcedureResult } from "../../src/app/procedures/procedure";
import { showRow } from "../../src/app/procedures/show-result";
import { useLayout } from "../layout";

/** The one row of a procedure's result, turned so that it fits; tokens are masked. */
export function ProcedureResultView({ result }: { readonly result: ProcedureResult }) {
  const layout = useLayout();
  const values = showRow(result);
  return (
    <Table size="small" aria-label="Result" className={layout.section}>
      <TableBody>
        {result.columns.map(({ name, doc }, index) => (
          <TableRow key={name}>
            <TableCell role="rowheader" title={doc}>
              {name}
            </TableCell>
            <TableCell className={layout.selectable}>{values[index] ?? ""}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
