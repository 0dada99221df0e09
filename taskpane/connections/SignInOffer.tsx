import { Divider, Text } from "@fluentui/react-components";
import { useEffect } from "react";

import type { GrantSummary } from "../../src/app/app-api";
import type { AppError } from "../../src/base/app-error";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import type { SignInModel } from "./sign-in-model";
import { type OnGrant, StripeSignIn } from "./StripeSignIn";

type SignInOfferProps = {
  readonly model: SignInModel;
  readonly grant: GrantSummary | null;
  readonly onGrant: OnGrant;
};

/** *Sign in with Stripe* where this deployment offers it, else the sentence that says why not; a key always works. */
export function SignInOffer({ model, grant, onGrant }: SignInOfferProps) {
  const { offers } = usePane();
  const state = useStore(offers.state);
  useEffect(() => {
    if (offers.state.get().kind !== "done") void offers.start();
  }, [offers]);
  if (state.kind === "failed") return <SignInOff reason={state.error} />;
  if (state.kind !== "done") return null;
  if (state.value.unavailable) return <SignInOff reason={state.value.unavailable} />;
  return (
    <>
      <StripeSignIn offers={state.value} model={model} grant={grant} onGrant={onGrant} />
      {grant === null && <Divider>or use a key</Divider>}
    </>
  );
}

function SignInOff({ reason }: { readonly reason: AppError }) {
  const layout = useLayout();
  return (
    <Text size={200} className={layout.muted}>
      Sign in with Stripe is off. {reason.advice}
    </Text>
  );
}
