import type { TableJudgement } from "../catalog-table";

export const developers: Readonly<Record<string, TableJudgement>> = {
  events: {
    // Stripe deletes older events from this list; data_object is in the API version of the event's day.
    doc: "One row for each change that Stripe noted, of the last 30 days.",
    defaultColumns: ["id", "created", "type", "account", "request_id", "pending_webhooks", "api_version"],
  },
  webhook_endpoints: {
    doc: "One row for each address that Stripe sends events to.",
    defaultColumns: ["id", "created", "url", "status", "description", "enabled_events", "api_version"],
  },
  reporting_report_runs: {
    doc: "One row for each report that was ordered.",
    defaultColumns: ["id", "created", "report_type", "status", "parameters_interval_start", "parameters_interval_end", "succeeded_at", "error"],
  },
  reporting_report_types: {
    doc: "One row for each kind of report that can be ordered.",
    defaultColumns: ["id", "name", "version", "data_available_start", "data_available_end", "updated"],
  },
  sigma_scheduled_query_runs: {
    doc: "One row for each run of a scheduled Sigma query.",
    defaultColumns: ["id", "created", "title", "status", "data_load_time", "result_available_until"],
  },
  apps_secrets: {
    // The payload itself comes only when expanded, and has no place in a sheet.
    doc: "One row for each secret that an app keeps, by name; needs a scope.",
    defaultColumns: ["id", "created", "name", "scope_type", "expires_at"],
  },
  v2_core_events: {
    doc: "One row for each event of the second API.",
    defaultColumns: ["id", "created", "type", "livemode", "reason_type"],
  },
};
