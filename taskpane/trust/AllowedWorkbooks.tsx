import { Body1Strong, mergeClasses, Text } from "@fluentui/react-components";
import { useEffect, useMemo } from "react";

import type { Permission } from "../../src/app/trust/trust-api";
import { ConfirmRemoval } from "../components/ConfirmRemoval";
import { ErrorBar } from "../components/ErrorBar";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { fileName } from "./file-name";

/** The workbooks that the person allowed to read, each with a way to take that back. */
export function AllowedWorkbooks() {
  const layout = useLayout();
  const { trust } = usePane().app;
  const permissions = useStore(trust.list);
  const { reading, revoking } = useMemo(
    () => ({
      reading: createTask((_: void, { signal }) => trust.load(signal)),
      revoking: createTask((permission: Permission, { signal }) => trust.revoke(permission, signal)),
    }),
    [trust],
  );
  useEffect(() => {
    void reading.start();
    return reading.reset;
  }, [reading]);
  const failure = [useStore(revoking.state), useStore(reading.state)].find((state) => state.kind === "failed");
  if (permissions.length === 0 && !failure) return null;
  return (
    <section aria-label="Allowed workbooks" className={layout.tightStack}>
      <Body1Strong as="h2" className={layout.heading}>
        Workbooks that may read
      </Body1Strong>
      {failure && <ErrorBar error={failure.error} />}
      <ul className={layout.list}>
        {permissions.map((permission) => (
          <AllowedWorkbook key={keyOf(permission)} permission={permission} onRevoke={() => void revoking.start(permission)} />
        ))}
      </ul>
    </section>
  );
}

const keyOf = ({ workbook, address, connection }: Permission) => JSON.stringify([workbook, address, connection]);

type AllowedWorkbookProps = { readonly permission: Permission; readonly onRevoke: () => void };

function AllowedWorkbook({ permission: { address, connection, allowedAt }, onRevoke }: AllowedWorkbookProps) {
  const layout = useLayout();
  const name = fileName(address);
  const since = new Date(allowedAt).toLocaleDateString(undefined, { dateStyle: "medium" });
  return (
    <li className={layout.section} aria-label={`${name}, ${connection}`}>
      <Text className={mergeClasses(layout.grow, layout.cut)} title={address ?? name}>
        {name}
      </Text>
      <Text size={200} className={layout.muted}>
        {connection} · since {since}
      </Text>
      <div className={layout.row}>
        <ConfirmRemoval
          action="Revoke"
          label={`Revoke ${connection} for ${name}`}
          question="Its formulas and refreshes will ask again."
          onRemove={onRevoke}
        />
      </div>
    </li>
  );
}
