import type { TableJudgement } from "../catalog-table";

export const terminal: Readonly<Record<string, TableJudgement>> = {
  terminal_readers: {
    doc: "One row for each card reader.",
    defaultColumns: ["id", "label", "device_type", "serial_number", "status", "location", "last_seen_at"],
  },
  terminal_locations: {
    doc: "One row for each place where card readers stand.",
    defaultColumns: ["id", "display_name", "address_line1", "address_city", "address_postal_code", "address_country", "phone"],
  },
  terminal_configurations: {
    doc: "One row for each set of reader settings.",
    defaultColumns: ["id", "name", "is_account_default", "livemode"],
  },
};
