import { Field, Select } from "@fluentui/react-components";

import type { ConnectedAccount } from "../../src/app/app-api";
import { useLayout } from "../layout";

type AccountPickerProps = {
  readonly accounts: readonly ConnectedAccount[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
};

/** Which account to read: the person's own, or one that is connected to it. Nothing to choose is nothing to see. */
export function AccountPicker({ accounts, chosen, onChoose }: AccountPickerProps) {
  const layout = useLayout();
  if (accounts.length === 0) return null;
  const unlisted = chosen !== "" && !accounts.some(({ id }) => id === chosen);
  return (
    <Field label="Account to read">
      <Select className={layout.wide} value={chosen} onChange={(_, { value }) => onChoose(value)}>
        <option value="">The account itself</option>
        {unlisted && <option value={chosen}>{chosen}</option>}
        {accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name === null ? id : `${name} (${id})`}
          </option>
        ))}
      </Select>
    </Field>
  );
}
