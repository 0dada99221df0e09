import { cardFee, enterMovement } from "./balance-transaction";
import type { Books } from "./books";
import { newCharge, type Charge, type Decline } from "./charge";
import { currencies, settled, shownRate } from "./currencies";
import { newPaymentIntent, type PaymentIntent, type Purchase } from "./payment-intent";
import type { Random } from "./random";

const declines: readonly [Decline, ...Decline[]] = [
  { code: "card_declined", reason: "insufficient_funds", message: "Your card has insufficient funds." },
  { code: "card_declined", reason: "generic_decline", message: "Your card was declined." },
  { code: "expired_card", reason: "expired_card", message: "Your card has expired." },
  { code: "incorrect_cvc", reason: "incorrect_cvc", message: "Your card's security code is incorrect." },
];

export const pickDecline = (random: Random): Decline => random.pick(declines);

export type Attempt = {
  readonly purchase: Purchase;
  readonly created: number;
  readonly decline?: Decline | null;
  /** False for a card that was only authorised so far. */
  readonly captured?: boolean;
  /** The intent of an earlier attempt that failed. */
  readonly retryOf?: PaymentIntent;
};

export type Attempted = { readonly intent: PaymentIntent; readonly charge: Charge };

/** Charges a card, moves the payment intent on and, when money moved, enters it in the balance. */
export function attempt(books: Books, { purchase, created, decline = null, captured = true, retryOf }: Attempt): Attempted {
  const intent = retryOf ?? newPaymentIntent(books, purchase, created);
  if (!retryOf) books.paymentIntents.push(intent);
  const charge = newCharge(books, { intent, purchase, created, decline, captured });
  books.charges.push(charge);
  intent.latest_charge = charge.id;
  if (decline) refuse(intent, charge, decline);
  else if (captured) settle(books, intent, charge);
  else holdOnly(intent);
  return { intent, charge };
}

function refuse(intent: PaymentIntent, charge: Charge, decline: Decline): void {
  intent.status = "requires_payment_method";
  intent.payment_method = null;
  intent.last_payment_error = {
    charge: charge.id,
    code: decline.code,
    ...(decline.code === "card_declined" ? { decline_code: decline.reason } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
    message: decline.message,
    type: "card_error",
  };
}

function holdOnly(intent: PaymentIntent): void {
  intent.status = "requires_capture";
  intent.capture_method = "manual";
  intent.amount_capturable = intent.amount;
}

function settle(books: Books, intent: PaymentIntent, charge: Charge): void {
  intent.status = "succeeded";
  intent.last_payment_error = null;
  intent.payment_method = charge.payment_method;
  intent.amount_received = charge.amount;
  const currency = currencies[charge.currency].settlesIn;
  const amount = settled(charge.currency, charge.amount);
  const entry = enterMovement(books, {
    type: "charge",
    category: "charge",
    source: charge.id,
    amount,
    fee: cardFee(currency, amount),
    currency,
    rate: shownRate(charge.currency),
    created: charge.created,
    delay: currency === "usd" ? 2 : 7,
    description: charge.description,
  });
  charge.balance_transaction = entry.id;
}
