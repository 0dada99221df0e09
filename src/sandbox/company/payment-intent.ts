import type { Books } from "./books";
import type { CurrencyCode } from "./currencies";
import type { Customer } from "./customer";
import type { PaymentMethod } from "./payment-method";

export type PaymentIntent = ReturnType<typeof newPaymentIntent>;

/** What somebody is to pay. */
export type Purchase = {
  readonly customer: Customer;
  readonly method: PaymentMethod;
  readonly amount: number;
  readonly currency: CurrencyCode;
  readonly description: string | null;
  /** True for a payment of an invoice. */
  readonly offSession: boolean;
};

// Parts that are the same in every intent exist once.
const noTip = { tip: {} };
const cardOnly = ["card"];
const cardOptions = { card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" } };
const noMetadata = {};

/** A payment intent that nothing was charged on yet; {@link attempt} moves it on. */
export function newPaymentIntent(books: Books, purchase: Purchase, created: number) {
  const id = books.random.id("pi_3", 23);
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: cardOnly,
    amount: purchase.amount,
    amount_capturable: 0,
    amount_details: noTip,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null as number | null,
    cancellation_reason: null as string | null,
    capture_method: "automatic",
    client_secret: `${id}_secret_${books.random.text(25)}`,
    confirmation_method: "automatic",
    created,
    currency: purchase.currency,
    customer: purchase.customer.id,
    customer_account: null,
    description: purchase.description,
    excluded_payment_method_types: null,
    last_payment_error: null as LastPaymentError | null,
    latest_charge: null as string | null,
    livemode: false,
    managed_payments: null,
    metadata: noMetadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: purchase.method.id as string | null,
    payment_method_configuration_details: null,
    payment_method_options: cardOptions,
    payment_method_types: cardOnly,
    payment_record: null,
    processing: null,
    receipt_email: purchase.customer.email,
    review: null,
    setup_future_usage: purchase.offSession ? "off_session" : null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_confirmation",
    transfer_data: null,
    transfer_group: null,
  };
}

type LastPaymentError = {
  readonly charge: string;
  readonly code: string;
  readonly decline_code?: string;
  readonly doc_url: string;
  readonly message: string;
  readonly type: string;
};
