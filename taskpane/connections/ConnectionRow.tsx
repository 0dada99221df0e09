import { Badge, Body1Strong, mergeClasses, Text } from "@fluentui/react-components";

import type { ConnectionSummary } from "../../src/app/app-api";
import { ConfirmRemoval } from "../components/ConfirmRemoval";
import { ModeBadge } from "../components/ModeBadge";
import { useLayout } from "../layout";

type ConnectionRowProps = { readonly connection: ConnectionSummary; readonly onRemove: () => void };

const stripeRoot = "https://api.stripe.com";

/** `Restricted key · acct_123 · http://127.0.0.1:12111`; Stripe itself goes without saying. */
function describe({ keyKind, accountId, apiBase, builtIn }: ConnectionSummary): string {
  if (builtIn) return "A made-up company to try things out";
  const parts = [keyKind === "restricted" ? "Restricted key" : "API key", accountId, apiBase === stripeRoot ? null : apiBase];
  return parts.filter((part) => part !== null).join(" · ");
}

export function ConnectionRow({ connection, onRemove }: ConnectionRowProps) {
  const layout = useLayout();
  const { name, mode, builtIn } = connection;
  return (
    <li className={layout.section}>
      <div className={layout.spread}>
        <Body1Strong className={mergeClasses(layout.grow, layout.cut)} title={name}>
          {name}
        </Body1Strong>
        <ModeBadge mode={mode} />
      </div>
      <div className={mergeClasses(layout.spread, layout.wrap)}>
        <Text size={200} className={mergeClasses(layout.muted, layout.breakable)}>
          {describe(connection)}
        </Text>
        {builtIn ? (
          <Badge appearance="outline" color="informative" shape="rounded">
            Built in
          </Badge>
        ) : (
          <ConfirmRemoval label={`Remove ${name}`} question="Forget its key on this device?" onRemove={onRemove} />
        )}
      </div>
    </li>
  );
}
