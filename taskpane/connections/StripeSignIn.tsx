import { Badge, Body1Strong, Button, Text } from "@fluentui/react-components";
import { useId, useState } from "react";

import type { GrantSummary, OAuthOffer, OAuthOffers } from "../../src/app/app-api";
import { useLayout } from "../layout";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { firstOffer, OfferFields } from "./OfferFields";
import { emptyOwnApp, type OwnAppForm, type OwnAppProblems, signInRequest } from "./own-app-form";
import { OwnAppFields } from "./OwnAppFields";
import { SignedIn } from "./SignedIn";
import type { SignInModel } from "./sign-in-model";
import { SignInProgress } from "./SignInProgress";

/** Told of a finished sign-in and the client id of the person's own app, if it was one; `null` when it is put aside. */
export type OnGrant = (grant: GrantSummary | null, ownClientId: string | null) => void;

type StripeSignInProps = {
  readonly offers: OAuthOffers;
  readonly model: SignInModel;
  readonly grant: GrantSummary | null;
  readonly onGrant: OnGrant;
};

/** *Sign in with Stripe*: which data, whose app, the button, and how the sign-in goes. */
export function StripeSignIn({ offers, model, grant, onGrant }: StripeSignInProps) {
  const layout = useLayout();
  const title = useId();
  return (
    <section className={layout.section} aria-labelledby={title}>
      <div className={layout.spread}>
        <Body1Strong as="h2" id={title} className={layout.heading}>
          Sign in with Stripe
        </Body1Strong>
        {grant === null && offers.apps.length > 0 && (
          <Badge appearance="tint" color="brand" shape="rounded">
            Recommended
          </Badge>
        )}
      </div>
      {grant === null ? (
        <SignInForm offers={offers} model={model} onGrant={onGrant} />
      ) : (
        <SignedIn grant={grant} onForget={() => onGrant(null, null)} />
      )}
    </section>
  );
}

function SignInForm({ offers, model, onGrant }: Omit<StripeSignInProps, "grant">) {
  const layout = useLayout();
  const { app } = usePane();
  const running = useStore(model.task.state).kind === "running";
  const [offer, setOffer] = useState<OAuthOffer>(() => firstOffer(offers));
  const [own, setOwn] = useState<OwnAppForm | null>(null);
  const [problems, setProblems] = useState<OwnAppProblems>({});

  const start = async () => {
    const request = signInRequest(offer, own);
    setProblems(request.ok ? {} : request.failure);
    if (!request.ok) return;
    await model.task.start((signal) => app.signIns.begin(request.value, signal));
    const state = model.task.state.get();
    if (state.kind === "done") onGrant(state.value, request.value.ownApp?.clientId ?? null);
  };
  return (
    <>
      <Text size={200} className={layout.muted}>
        Stripe asks you in a window of its own. No key is copied, and you can end the access at any time.
      </Text>
      {/* All of it stays in its place meanwhile: the second click of a double click must not land on what moves up. */}
      <OfferFields
        offers={offers}
        offer={offer}
        own={own !== null}
        disabled={running}
        onOffer={setOffer}
        onOwn={(yes) => setOwn(yes ? emptyOwnApp : null)}
      />
      {own && <OwnAppFields own={own} problems={problems} disabled={running} callbackUrl={offers.callbackUrl} onChange={setOwn} />}
      {(own || offers.apps.length > 0) && (
        <Button appearance="primary" disabledFocusable={running} onClick={() => void start()}>
          Sign in with Stripe
        </Button>
      )}
      <SignInProgress model={model} />
    </>
  );
}
