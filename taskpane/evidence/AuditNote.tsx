import { Text } from "@fluentui/react-components";

import type { QueryState } from "../../src/app/app-api";
import { useLayout } from "../layout";
import { AuditProblem } from "./AuditProblem";

/** Whether a query is on the audit sheet, and why what is there is not of its last run. */
export function AuditNote({ state: { definition, evidenceError = null } }: { readonly state: QueryState }) {
  const layout = useLayout();
  if (definition.evidence === undefined) return null;
  if (evidenceError === null) {
    return (
      <Text size={200} className={layout.muted}>
        On the audit sheet.
      </Text>
    );
  }
  return <AuditProblem lack="The audit sheet does not show the last run." reason={evidenceError} />;
}
