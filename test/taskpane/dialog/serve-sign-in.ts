import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { dialogEndScript, dialogStartPages, gatewayPaths } from "../../../src/auth/gateway-api";
import { callbackPage } from "../../../src/gateway/oauth/pages";
import { type AnswerFirst, serveSite, type Site } from "../../excel-sim/web-page/serve";

const officeJs = "/office/office.js";
export const handle = "handle-of-the-callback";
export const typedCode = "ABCD2345";

/**
 * The dialog's real pages, the gateway's real callback page, and a consent page on another origin. A state that begins with
 * `coop` makes the consent page cut its link to Excel, as any page on the way may.
 */
export async function serveSignIn(): Promise<Site> {
  const [pane, start, end] = await Promise.all([bundle("test/taskpane/dialog/pane-page.ts"), bundle("taskpane/dialog/start.ts"), bundle("taskpane/dialog/end.ts")]);
  const startPage = readFileSync("taskpane/dialog/dialog-start.html", "utf8").replace("<%= officeJs %>", officeJs);
  const html = (text: string, headers = {}) => new Response(text, { headers: { "content-type": "text/html", ...headers } });
  const script = (text: string) => new Response(text, { headers: { "content-type": "text/javascript" } });

  const pages: Readonly<Record<string, (state: string, origins: Parameters<AnswerFirst>[1]) => Response>> = {
    "/pane.html": () => html(`<!doctype html><meta charset="utf-8"><script src="${officeJs}"></script><script src="/pane.js"></script>`),
    "/pane.js": () => script(pane),
    [dialogStartPages.excel]: () => html(startPage.replace("</head>", '<script defer src="/dialog-start.js"></script></head>')),
    "/dialog-start.js": () => script(start),
    [dialogEndScript]: () => script(end),
    [gatewayPaths.go]: (state, { login }) => Response.redirect(`${login}/consent?state=${state}`),
    "/consent": (state, { addIn }) =>
      html(
        `<!doctype html><title>Consent</title><a id="allow" href="${addIn}${gatewayPaths.callback}?code=ac_1&state=${state}">Allow</a>`,
        state.startsWith("coop") ? { "cross-origin-opener-policy": "same-origin" } : {},
      ),
    [gatewayPaths.callback]: (state) => callbackPage({ kind: "answered", state, handle, typedCode }, officeJs),
  };
  return serveSite((url, origins) => pages[url.pathname]?.(url.searchParams.get("state") ?? "", origins) ?? null);
}

async function bundle(entry: string): Promise<string> {
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife", platform: "browser", target: "es2022" });
  return result.outputFiles[0]?.text ?? "";
}
