import type { TableJudgement } from "../catalog-table";

export const connect: Readonly<Record<string, TableJudgement>> = {
  account: {
    doc: "The account that the key belongs to, one row.",
    defaultColumns: ["id", "business_profile_name", "email", "country", "default_currency", "type", "charges_enabled", "payouts_enabled"],
  },
  accounts: {
    // The platform's own account is not among them: that is the table account.
    doc: "One row for each account connected to your platform; empty if you are not a platform.",
    defaultColumns: ["id", "created", "business_profile_name", "email", "type", "country", "default_currency", "charges_enabled", "payouts_enabled", "details_submitted"],
  },
  account_persons: {
    doc: "One row for each person behind a connected account.",
    defaultColumns: ["id", "created", "account", "first_name", "last_name", "email", "relationship_title", "verification_status"],
  },
  account_capabilities: {
    doc: "One row for each ability of a connected account, such as card payments.",
    defaultColumns: ["id", "account", "status", "requested", "requested_at", "requirements_disabled_reason"],
  },
  account_external_accounts: {
    doc: "One row for each bank account or card that a connected account is paid out to.",
    defaultColumns: ["id", "object", "account", "bank_name", "brand", "last4", "currency", "country", "default_for_currency", "status"],
  },
  country_specs: {
    doc: "One row for each country with what Stripe supports there.",
    defaultColumns: ["id", "default_currency", "supported_payment_currencies", "supported_payment_methods"],
  },
  v2_core_accounts: {
    // Identity, configuration and requirements come only with a request for one account.
    doc: "One row for each account of the second API, customers and connected accounts alike.",
    defaultColumns: ["id", "created", "display_name", "contact_email", "dashboard", "applied_configurations", "closed"],
    // A plain call leaves closed accounts out.
    listWith: [{ closed: "false" }, { closed: "true" }],
  },
};
