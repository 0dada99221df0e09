import type { TableJudgement } from "../catalog-table";

export const issuing: Readonly<Record<string, TableJudgement>> = {
  issuing_authorizations: {
    doc: "One row for each request to pay with a card that you issued.",
    defaultColumns: ["id", "created", "amount", "currency", "approved", "status", "card_id", "cardholder", "merchant_data_name"],
  },
  issuing_cards: {
    // Number and cvc are never read unless someone names those columns.
    doc: "One row for each card that you issued.",
    defaultColumns: ["id", "created", "type", "status", "brand", "last4", "exp_month", "exp_year", "cardholder_name", "currency"],
  },
  issuing_cardholders: {
    doc: "One row for each person or company that holds a card of yours.",
    defaultColumns: ["id", "created", "name", "type", "status", "email", "phone_number"],
  },
  issuing_transactions: {
    doc: "One row for each settled purchase or refund on a card that you issued.",
    defaultColumns: ["id", "created", "type", "amount", "currency", "merchant_amount", "merchant_currency", "merchant_data_name", "card", "cardholder"],
  },
  issuing_disputes: {
    doc: "One row for each purchase on an issued card that you contested.",
    defaultColumns: ["id", "created", "amount", "currency", "status", "loss_reason", "transaction"],
  },
};
