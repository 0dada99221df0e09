import { html, type Html } from "./html";
import { pageStyle } from "./page-style";

/** How a page is sent. */
export type PageFrame = {
  readonly status: number;
  readonly title: string;
  /** A word that lets this page's own style through its policy. */
  readonly nonce: string;
  /** Where its form may lead, by way of redirects too. */
  readonly formTargets: readonly string[];
  /** Sends `Cross-Origin-Opener-Policy: same-origin`, which cuts the page off from the window that opened it. */
  readonly coop: boolean;
};

/** A page without scripts and without anything from elsewhere. */
export function pageReply(frame: PageFrame, body: Html): Response {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title}</title>
<style nonce="${frame.nonce}">${{ html: pageStyle }}</style>
</head>
<body><main>${body}</main></body>
</html>
`;
  return new Response(page.html, {
    status: frame.status,
    headers: { ...protectiveHeaders(frame), "content-type": "text/html; charset=utf-8" },
  });
}

function protectiveHeaders({ nonce, formTargets, coop }: PageFrame): Readonly<Record<string, string>> {
  const formAction = formTargets.length === 0 ? "'none'" : formTargets.join(" ");
  return {
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'nonce-${nonce}'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    ...(coop ? { "cross-origin-opener-policy": "same-origin" } : {}),
  };
}
