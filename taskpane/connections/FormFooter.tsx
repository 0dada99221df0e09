import { Button } from "@fluentui/react-components";

import { useLayout } from "../layout";
import { KeysKeptNote } from "./KeysKeptNote";

type FormFooterProps = { readonly busy: boolean; readonly onTest: () => void; readonly onCancel: () => void };

/** What can be done with the form of a connection, and where keys go. */
export function FormFooter({ busy, onTest, onCancel }: FormFooterProps) {
  const layout = useLayout();
  return (
    <>
      <div className={layout.row}>
        <Button type="submit" appearance="primary" className={layout.narrow} disabled={busy}>
          Save
        </Button>
        <Button className={layout.narrow} disabled={busy} onClick={onTest}>
          Test connection
        </Button>
        <Button appearance="subtle" className={layout.narrow} onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <KeysKeptNote />
    </>
  );
}
