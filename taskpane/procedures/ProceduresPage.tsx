import { Button, Field, Select, Text } from "@fluentui/react-components";
import { type FormEvent, useEffect, useMemo, useState } from "react";

import type { RunProcedure } from "../../src/app/app-api";
import { procedures } from "../../src/app/procedures/procedures";
import { ErrorBar } from "../components/ErrorBar";
import { PageFrame } from "../components/PageFrame";
import { PageHeading } from "../components/PageHeading";
import { RunningBar } from "../components/RunningBar";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { createTask } from "../task";
import { useStore } from "../use-store";
import { ProcedureInputs, type TypedInputs } from "./ProcedureInputs";
import { ProcedureResultView } from "./ProcedureResultView";

/** The procedures by CData's names: pick one, fill it in, run it. */
export function ProceduresPage() {
  const layout = useLayout();
  const { app, page } = usePane();
  const connections = useStore(app.connections.list);
  const run = useMemo(() => createTask((request: RunProcedure, { signal }) => app.runProcedure(request, signal)), [app]);
  useEffect(() => () => run.cancel(), [run]);
  const state = useStore(run.state);
  const [name, setName] = useState(procedures[0]?.name ?? "");
  const [connection, setConnection] = useState(connections[0]?.name ?? "");
  const [inputs, setInputs] = useState<TypedInputs>({});
  const procedure = procedures.find((one) => one.name === name);

  const choose = (chosen: string) => {
    setName(chosen);
    setInputs({});
    run.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run.start({ name, inputs, connection });
  };
  return (
    <form onSubmit={submit} className={layout.contents} noValidate>
      <PageFrame
        footer={
          <div className={layout.row}>
            <Button type="submit" appearance="primary" className={layout.narrow} disabled={state.kind === "running"}>
              Run
            </Button>
            <Button appearance="subtle" className={layout.narrow} onClick={() => page.set("connections")}>
              Back
            </Button>
          </div>
        }
      >
        <PageHeading title="Procedures" text="For OAuth sign-ins step by step. Tokens stay at the server." />
        <Field label="Procedure" hint={procedure?.doc ?? ""}>
          <Select className={layout.wide} value={name} onChange={(_, { value }) => choose(value)}>
            {procedures.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </Select>
        </Field>
        <Field label="Connection">
          <Select className={layout.wide} value={connection} onChange={(_, { value }) => setConnection(value)}>
            {connections.map((one) => (
              <option key={one.name}>{one.name}</option>
            ))}
          </Select>
        </Field>
        {connections.length === 0 && <Text size={200}>A procedure needs a connection; make one first.</Text>}
        {procedure && <ProcedureInputs key={name} procedure={procedure} inputs={inputs} onChange={setInputs} />}
        {state.kind === "running" && <RunningBar text="Asking the server…" onCancel={run.cancel} />}
        {state.kind === "failed" && <ErrorBar error={state.error} />}
        {state.kind === "done" && <ProcedureResultView result={state.value} />}
      </PageFrame>
    </form>
  );
}
