import { Button, mergeClasses, Text } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons/svg/checkmark-circle";

import type { GrantSummary } from "../../src/app/app-api";
import { ModeBadge } from "../components/ModeBadge";
import { useLayout } from "../layout";

type SignedInProps = { readonly grant: GrantSummary; readonly onForget: () => void };

/** A finished sign-in that waits to be saved. */
export function SignedIn({ grant, onForget }: SignedInProps) {
  const layout = useLayout();
  return (
    <div role="status" className={layout.spread}>
      <CheckmarkCircleFilled className={layout.success} aria-hidden />
      <Text size={200} className={mergeClasses(layout.grow, layout.breakable)}>
        Signed in to {grant.account}
      </Text>
      <ModeBadge mode={grant.mode} />
      <Button size="small" className={layout.narrow} onClick={onForget}>
        Change
      </Button>
    </div>
  );
}
