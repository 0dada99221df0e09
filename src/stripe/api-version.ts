/** The API version that the catalog was generated from; sent with every request, so that replies keep their shape. */
export const stripeApiVersion = "2026-10-28.endive";

/** Where Stripe's API is. The only root that a live key is ever sent to. */
export const stripeApiBase = "https://api.stripe.com";
