import { Field, Input, Select } from "@fluentui/react-components";

import type { Procedure, ProcedureInput } from "../../src/app/procedures/procedure";
import type { Secret } from "../../src/base/secret";
import { SecretInput } from "../components/SecretInput";
import { useLayout } from "../layout";

/** Inputs as typed, by name; secret ones as such. */
export type TypedInputs = Readonly<Record<string, string | Secret>>;

type ProcedureInputsProps = {
  readonly procedure: Procedure;
  readonly inputs: TypedInputs;
  readonly onChange: (inputs: TypedInputs) => void;
};

/** A field for every input that a procedure declares. */
export function ProcedureInputs({ procedure, inputs, onChange }: ProcedureInputsProps) {
  return Object.entries(procedure.inputs).map(([name, input]) => (
    <Field key={name} label={input.label} hint={input.doc} required={input.required === true}>
      <InputOf input={input} value={inputs[name] ?? ""} onValue={(value) => onChange({ ...inputs, [name]: value })} />
    </Field>
  ));
}

type InputOfProps = {
  readonly input: ProcedureInput;
  readonly value: string | Secret;
  readonly onValue: (value: string | Secret) => void;
};

/** Gets its id and its description from the field around it. */
function InputOf({ input, value, onValue, ...labelled }: InputOfProps) {
  const layout = useLayout();
  if (input.secret) return <SecretInput {...labelled} secret={value} onSecret={onValue} />;
  const text = typeof value === "string" ? value : "";
  if (!input.allowed) {
    return <Input {...labelled} className={layout.wide} autoComplete="off" spellCheck={false} value={text} onChange={(_, typed) => onValue(typed.value)} />;
  }
  return (
    <Select {...labelled} className={layout.wide} value={text || (input.default ?? "")} onChange={(_, chosen) => onValue(chosen.value)}>
      {input.allowed.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </Select>
  );
}
