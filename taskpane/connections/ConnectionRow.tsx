import { Badge, Body1Strong, mergeClasses, Text } from "@fluentui/react-components";

import type { ConnectionSummary } from "../../src/app/app-api";
import { ConfirmRemoval } from "../components/ConfirmRemoval";
import { ModeBadge } from "../components/ModeBadge";
import { useLayout } from "../layout";
import { AccountReads } from "./AccountReads";
import { Reconnect } from "./Reconnect";

type ConnectionRowProps = { readonly connection: ConnectionSummary; readonly onRemove: () => void };

const stripeRoot = "https://api.stripe.com";

const signIns: Readonly<Record<ConnectionSummary["signIn"], string>> = {
  restrictedKey: "Restricted key",
  secretKey: "API key",
  accessToken: "Access token",
  oauth: "Signed in with Stripe",
};

/** `Restricted key · acct_123 · http://127.0.0.1:12111`; Stripe itself goes without saying. */
function describe({ signIn, accountId, account, apiBase, builtIn }: ConnectionSummary): string {
  if (builtIn) return "A made-up company to try things out";
  const parts = [signIns[signIn], accountId ?? account, apiBase === stripeRoot ? null : apiBase];
  return parts.filter((part) => part !== null && part !== "").join(" · ");
}

/** One connection: what it signs in with, which data, whether it works, and what can be done with it. */
export function ConnectionRow({ connection, onRemove }: ConnectionRowProps) {
  const layout = useLayout();
  const { name, mode, builtIn, needsSignIn } = connection;
  return (
    <li className={layout.section} aria-label={name}>
      <div className={layout.spread}>
        <Body1Strong className={mergeClasses(layout.grow, layout.cut)} title={name}>
          {name}
        </Body1Strong>
        {needsSignIn && (
          <Badge appearance="tint" color="danger" shape="rounded">
            Sign in again
          </Badge>
        )}
        <ModeBadge mode={mode} />
      </div>
      <div className={mergeClasses(layout.spread, layout.wrap)}>
        <Text size={200} className={mergeClasses(layout.muted, layout.breakable)}>
          {describe(connection)}
        </Text>
        {builtIn && (
          <Badge appearance="outline" color="informative" shape="rounded">
            Built in
          </Badge>
        )}
      </div>
      {!builtIn && !needsSignIn && <AccountReads connection={name} />}
      {!builtIn && <RowActions connection={connection} onRemove={onRemove} />}
    </li>
  );
}

function RowActions({ connection, onRemove }: ConnectionRowProps) {
  const layout = useLayout();
  const { name, signIn, needsSignIn } = connection;
  const oauth = signIn === "oauth";
  return (
    <div className={layout.row}>
      {(oauth || needsSignIn) && <Reconnect connection={connection} />}
      {oauth ? (
        <ConfirmRemoval
          action="Disconnect"
          label={`Disconnect ${name}`}
          question="End the access and destroy its tokens?"
          onRemove={onRemove}
        />
      ) : (
        <ConfirmRemoval label={`Remove ${name}`} question="Forget its key?" onRemove={onRemove} />
      )}
    </div>
  );
}
