import { property, wholeNumber } from "../property";

/** A limit of requests; empty stands for what Stripe allows, and at another server for none. */
const limit = (label: string, doc: string) =>
  property<number | null>({ label, doc, group: "Reading", default: null, parse: wholeNumber(1, "It is a whole number above 0, or empty.") });

/** Settings that say how fast Stripe is asked. */
export const limitProperties = {
  RequestsPerSecond: limit(
    "Requests a second",
    "Requests a second to the account, by all connections to it; empty for Stripe's limit (100 live, 25 test), and for none at another API root.",
  ),
  EndpointRequestsPerSecond: limit(
    "Requests a second to one list",
    "Requests a second to one of Stripe's endpoints, such as the list of charges; empty for Stripe's limit (25), and for none at another API root.",
  ),
  SearchRequestsPerSecond: limit(
    "Searches a second",
    "Requests a second to Stripe's search; empty for Stripe's limit (20), and for none at another API root.",
  ),
  MaxConcurrentRequests: limit("Requests at once", "Requests that wait for an answer at the same time; empty for 30."),
};
