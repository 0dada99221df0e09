/**
 * The page for a browser that comes without a sign-in of ours, such as an install begun at Stripe: how to connect from Excel.
 * It brings its own strict headers, so `secureHeaders` around it must run with `overwrite: false`.
 */
export function howToConnectPage(status = 200): Response {
  return new Response("<!doctype html><title>Connect Stripe from Excel</title>", {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
