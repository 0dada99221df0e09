import { Checkbox, MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";

import { useLayout } from "../layout";

type UnrestrictedKeyProps = { readonly accepted: boolean; readonly onAccept: (accepted: boolean) => void };

/** Why a live secret key is too much for reading, and the way on for those who want it nevertheless. */
export function UnrestrictedKey({ accepted, onAccept }: UnrestrictedKeyProps) {
  const layout = useLayout();
  return (
    <div className={layout.tightStack}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>This key can do everything, also pay out money.</MessageBarTitle> A restricted key (rk_live_…) that may only
          read does the same here, and does no harm in wrong hands.
        </MessageBarBody>
      </MessageBar>
      <Checkbox label="Use this key nevertheless" checked={accepted} onChange={(_, { checked }) => onAccept(checked === true)} />
    </div>
  );
}
