import { Checkbox, Field, Radio, RadioGroup } from "@fluentui/react-components";

import type { OAuthOffer, OAuthOffers } from "../../src/app/app-api";

const modes = { test: "Test data", live: "Live data" } as const;
const variants = { apps: "Stripe App", connect: "Connect" } as const;

type OfferFieldsProps = {
  readonly offers: OAuthOffers;
  readonly offer: OAuthOffer;
  /** The person uses an app of their own. */
  readonly own: boolean;
  readonly disabled: boolean;
  readonly onOffer: (offer: OAuthOffer) => void;
  readonly onOwn: (own: boolean) => void;
};

/** What is chosen before anybody chooses: live data where it is offered, and a Stripe App. */
export function firstOffer({ apps }: OAuthOffers): OAuthOffer {
  const [best] = [...apps].sort((a, b) => a.mode.localeCompare(b.mode) || a.variant.localeCompare(b.variant));
  return best ?? { mode: "test", variant: "apps" };
}

/** Which data and which kind of app; only what there is to choose. */
export function OfferFields({ offers, offer, own, disabled, onOffer, onOwn }: OfferFieldsProps) {
  const anything = (["test", "live"] as const).flatMap((mode) => (["apps", "connect"] as const).map((variant) => ({ mode, variant })));
  const choices = own ? anything : offers.apps;
  const offeredModes = [...new Set(choices.map(({ mode }) => mode))];
  const offeredVariants = [...new Set(choices.filter(({ mode }) => mode === offer.mode).map(({ variant }) => variant))];
  const choose = (wanted: Partial<OAuthOffer>) => onOffer(nearest(choices, { ...offer, ...wanted }));
  return (
    <>
      {offeredModes.length > 1 && (
        <Field label="Data">
          <RadioGroup layout="horizontal" disabled={disabled} value={offer.mode} onChange={(_, { value }) => choose({ mode: value === "live" ? "live" : "test" })}>
            {offeredModes.map((mode) => (
              <Radio key={mode} value={mode} label={modes[mode]} />
            ))}
          </RadioGroup>
        </Field>
      )}
      {offeredVariants.length > 1 && (
        <Field label="Kind of app">
          <RadioGroup layout="horizontal" disabled={disabled} value={offer.variant} onChange={(_, { value }) => choose({ variant: value === "connect" ? "connect" : "apps" })}>
            {offeredVariants.map((variant) => (
              <Radio key={variant} value={variant} label={variants[variant]} />
            ))}
          </RadioGroup>
        </Field>
      )}
      {offers.ownApps && (
        <Checkbox label="Use my own OAuth app" checked={own} disabled={disabled} onChange={(_, { checked }) => onOwn(checked === true)} />
      )}
    </>
  );
}

/** The wanted one, else one of the wanted mode, else any. */
function nearest(choices: readonly OAuthOffer[], wanted: OAuthOffer): OAuthOffer {
  const sameMode = choices.filter(({ mode }) => mode === wanted.mode);
  return sameMode.find(({ variant }) => variant === wanted.variant) ?? sameMode[0] ?? wanted;
}
