import { createHash } from "node:crypto";

/** A piece of HTML that is known to be safe. */
export type Html = { readonly html: string };

/** Makes HTML of a template; every value but {@link Html} is escaped, for text and for quoted attributes. */
export function html(texts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const parts = values.map((value) => (typeof value === "string" ? escapeText(value) : value.html));
  return { html: texts.map((text, index) => text + (parts[index] ?? "")).join("") };
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** One page of ours in a browser window. */
export type Page = {
  readonly status: number;
  readonly title: string;
  readonly content: Html;
  /** Addresses of scripts, in order: those of this origin, or a whole `https` address. */
  readonly scripts?: readonly string[];
};

/** Runs before anything is loaded: code and state leave the address, and with it the history. */
const dropQuery = `history.replaceState(null, "", location.pathname);`;

const style = `
:root { color-scheme: light dark; --ink: #242424; --quiet: #616161; --ground: #f5f5f5; --sheet: #fff; --edge: #e0e0e0; --mark: #635bff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f5f5f5; --quiet: #adadad; --ground: #1f1f1f; --sheet: #292929; --edge: #3d3d3d; --mark: #a8a4ff; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground); color: var(--ink);
  font: 15px/1.5 "Segoe UI", system-ui, -apple-system, sans-serif; }
main { width: 100%; max-width: 460px; padding: 32px; background: var(--sheet); border: 1px solid var(--edge); border-top: 4px solid var(--mark);
  border-radius: 8px; box-shadow: 0 2px 8px rgb(0 0 0 / 8%); }
h1 { margin: 0 0 12px; font-size: 22px; font-weight: 600; line-height: 1.3; }
p, ol { margin: 0 0 12px; }
ol { padding-left: 24px; }
li { margin-bottom: 4px; }
.code { margin: 20px 0; padding: 16px; border: 1px solid var(--edge); border-radius: 6px; background: var(--ground); text-align: center;
  font: 600 30px/1.2 Consolas, "SF Mono", Menlo, monospace; letter-spacing: 3px; user-select: all; }
.quiet { color: var(--quiet); font-size: 13px; }
main > :last-child { margin-bottom: 0; }
`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const [dropQueryHash, styleHash] = [hashOf(dropQuery), hashOf(style)];

/** The page with headers that allow it nothing but what is on it. */
export function renderPage({ status, title, content, scripts = [] }: Page): Response {
  const tags = scripts.map((source) => html`<script defer src="${source}"></script>`.html).join("");
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<script>${dropQuery}</script>
<style>${style}</style>
${tags}
</head>
<body>
<main>${content.html}</main>
</body>
</html>
`;
  return new Response(text, { status, headers: { ...pageHeaders, "content-security-policy": policyFor(scripts) } });
}

const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
} as const;

function policyFor(scripts: readonly string[]): string {
  // office.js loads more files from where it comes from itself.
  const origins = scripts.map((source) => (source.startsWith("/") ? "'self'" : new URL(source).origin));
  return [
    "default-src 'none'",
    `script-src ${[dropQueryHash, ...new Set(origins)].join(" ")}`,
    `style-src ${styleHash}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
