/** How the browser's part of a sign-in ended. */
export type BrowserEnd = "allowed" | "denied" | "foreign" | "unknown";

const pages: Readonly<Record<BrowserEnd, { readonly status: number; readonly text: string }>> = {
  allowed: { status: 200, text: "Stripe has answered. Close this page and go back to the terminal." },
  denied: { status: 200, text: "The access was not allowed. Close this page and go back to the terminal." },
  foreign: { status: 400, text: "This answer belongs to another sign-in and was not used." },
  unknown: { status: 404, text: "There is nothing here." },
};

/** The page that the browser shows at the end. It keeps nothing, loads nothing and tells nobody where it came from. */
export function lastPage(end: BrowserEnd): Response {
  const { status, text } = pages[end];
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Excel Connector for Stripe</title><p>${text}</p></html>`;
  return new Response(html, {
    status,
    headers: {
      connection: "close",
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}
