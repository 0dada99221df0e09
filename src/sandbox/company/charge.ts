import type { Books } from "./books";
import type { PaymentIntent, Purchase } from "./payment-intent";
import type { PaymentMethod } from "./payment-method";
import type { Random } from "./random";

export type Charge = ReturnType<typeof newCharge>;

/** How a card was refused. */
export type Decline = { readonly code: string; readonly reason: string; readonly message: string };

export type ChargeFacts = {
  readonly intent: PaymentIntent;
  readonly purchase: Purchase;
  readonly created: number;
  readonly decline: Decline | null;
  readonly captured: boolean;
};

const noFraud = {};
const noMetadata = {};

/** One attempt to take money from a card. */
export function newCharge(books: Books, { intent, purchase, created, decline, captured }: ChargeFacts) {
  const { random } = books;
  const id = random.id("ch_3", 23);
  const paid = decline === null;
  return {
    id,
    object: "charge",
    amount: purchase.amount,
    amount_captured: paid && captured ? purchase.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null as string | null,
    billing_details: purchase.method.billing_details,
    calculated_statement_descriptor: "EXAMPLE CO",
    captured: paid && captured,
    created,
    currency: purchase.currency,
    customer: purchase.customer.id,
    description: purchase.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: noFraud,
    livemode: false,
    metadata: purchase.offSession ? noMetadata : { order_id: String(random.int(10_000, 99_999)) },
    on_behalf_of: null,
    outcome: outcome(random, decline),
    paid,
    payment_intent: intent.id,
    payment_method: purchase.method.id,
    payment_method_details: cardDetails(purchase.method, purchase.amount),
    receipt_email: purchase.customer.email,
    receipt_number: null,
    receipt_url: paid ? `https://pay.stripe.com/receipts/payment/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: paid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

function outcome(random: Random, decline: Decline | null) {
  return {
    advice_code: decline ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: decline ? "51" : null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.reason ?? null,
    risk_level: "normal",
    risk_score: random.int(0, 64),
    seller_message: decline ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

function cardDetails({ card }: PaymentMethod, amount: number) {
  return {
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: "unregulated",
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: "card",
  };
}
