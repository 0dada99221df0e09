import type { JsonObject } from "../../../src/stripe/json-object";
import { createRandom } from "../../query/random-query";

/** Parsed API objects, newest first, as a client would hand them over. */
export type Company = { readonly charges: readonly JsonObject[]; readonly customers: readonly JsonObject[] };

export type CompanySize = { readonly charges: number; readonly customers: number };

/** 2023-01-01 and 2027-01-01, seconds since 1970 UTC. */
const first = 1_672_531_200;
const last = 1_798_761_600;

const countries = ["US", "GB", "DE", "FR", "CA", "AU", "JP", "NL"];
const names = ["Nora Lind", "Zoë Müller", "Ana Sánchez", "山田太郎", "John Smith", "Li Wei", "Olga Ivanova", "Tom Brown"];
const currencies = ["usd", "usd", "usd", "eur", "gbp"];
const methods = ["card", "link", "sepa_debit", "us_bank_account"];

const id = (prefix: string, index: number): string =>
  `${prefix}_1N${Math.imul(index + 7, 2_654_435_761).toString(36).replace("-", "Q").padStart(7, "x")}${index.toString(36).padStart(12, "K")}`;

/** Charges and customers with the members that the API gives them, the same for every call. */
export function makeCompany(size: CompanySize): Company {
  const random = createRandom(20_261_121);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  const customers = Array.from({ length: size.customers }, (_, index) => customer(index, { pick, random, of: size.customers }));
  const charges = Array.from({ length: size.charges }, (_, index) => {
    // A few customers buy most, as in life.
    const buyer = Math.floor(random() ** 2 * size.customers);
    const created = last - Math.floor(((index + random()) * (last - first)) / size.charges);
    return charge(index, { buyer: random() < 0.97 ? id("cus", buyer) : null, email: `user${buyer}@example.com`, created, pick, below, random });
  });
  return { charges, customers };
}

type Chance = { readonly pick: <T>(values: readonly T[]) => T; readonly random: () => number };

function customer(index: number, { pick, random, of }: Chance & { readonly of: number }): JsonObject {
  return {
    id: id("cus", index), object: "customer", balance: 0, created: last - Math.floor(((index + 1) * (last - first)) / of),
    address: { city: "Town", country: pick(countries), line1: "1 Main St", line2: null, postal_code: String(94_100 + (index % 900)), state: null },
    currency: pick(currencies), default_source: null, delinquent: random() < 0.05, description: null, email: `user${index}@example.com`,
    invoice_prefix: `P${index}`, invoice_settings: { custom_fields: null, default_payment_method: null, footer: null }, livemode: false,
    metadata: { crm_id: `crm-${index}` }, name: pick(names), phone: null, preferred_locales: [], shipping: null, tax_exempt: "none",
  };
}

type Sale = Chance & { readonly buyer: string | null; readonly email: string; readonly created: number; readonly below: (limit: number) => number };

function charge(index: number, { buyer, email, created, pick, below, random }: Sale): JsonObject {
  const succeeded = random() < 0.92;
  const amount = 100 + below(50_000);
  const refunded = succeeded && random() < 0.05;
  return {
    id: id("ch", index), object: "charge", amount, amount_captured: succeeded ? amount : 0, amount_refunded: refunded ? amount : 0, application: null,
    application_fee: null, application_fee_amount: null, balance_transaction: succeeded ? id("txn", index) : null,
    billing_details: {
      address: { city: null, country: pick(countries), line1: null, line2: null, postal_code: String(10_000 + below(89_999)), state: null },
      email, name: pick(names), phone: null, tax_id: null,
    },
    calculated_statement_descriptor: "EXAMPLE SHOP", captured: succeeded, created, currency: pick(currencies), customer: buyer,
    description: random() < 0.6 ? `Payment for order ${index}` : null, destination: null, dispute: null, disputed: random() < 0.004,
    failure_balance_transaction: null, failure_code: succeeded ? null : "card_declined", failure_message: succeeded ? null : "Your card was declined.",
    fraud_details: {}, livemode: false, metadata: { order_id: `ord-${index}`, channel: pick(["web", "pos", "app"]) }, on_behalf_of: null, order: null,
    outcome: {
      advice_code: null, network_status: succeeded ? "approved_by_network" : "declined_by_network", reason: null, risk_level: "normal",
      risk_score: below(100), seller_message: "Payment complete.", type: succeeded ? "authorized" : "issuer_declined",
    },
    paid: succeeded, payment_intent: id("pi", index), payment_method: id("pm", index),
    payment_method_details: {
      card: {
        amount_authorized: amount, brand: "visa", checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" }, country: "US",
        exp_month: 1 + (index % 12), exp_year: 2030, fingerprint: "Ab12Cd34Ef56Gh78", funding: "credit", installments: null, last4: String(1000 + (index % 9000)),
        mandate: null, network: "visa", three_d_secure: null, wallet: null,
      },
      type: pick(methods),
    },
    receipt_email: null, receipt_number: null, receipt_url: null, refunded, review: null, shipping: null, source: null, source_transfer: null,
    statement_descriptor: null, statement_descriptor_suffix: null, status: succeeded ? "succeeded" : "failed", transfer_data: null, transfer_group: null,
  };
}
