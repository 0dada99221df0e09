import path from "node:path";
import { build } from "esbuild";
import { serveHandler, type ServedHandler } from "../../../fakes/serve-handler";

export type ServedPage = ServedHandler & {
  /** Requests for tokens: as many as there were refreshes, and those with a token that was used up. */
  readonly refreshes: { asked: number; refused: number; live: string };
};

/** Serves the page, and a token endpoint that takes each refresh token once and takes its time. */
export async function servePage(): Promise<ServedPage> {
  const script = await pageScript();
  const refreshes = { asked: 0, refused: 0, live: "rt_0" };
  const served = await serveHandler(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/page.js") return new Response(script, { headers: { "content-type": "text/javascript" } });
    if (pathname === "/token") return answerRefresh(new URLSearchParams(await request.text()), refreshes);
    return new Response('<!doctype html><meta charset="utf-8"><script src="/page.js"></script>', { headers: { "content-type": "text/html" } });
  });
  return { ...served, refreshes };
}

async function answerRefresh(form: URLSearchParams, refreshes: ServedPage["refreshes"]): Promise<Response> {
  refreshes.asked++;
  await new Promise((resolve) => setTimeout(resolve, 80));
  if (form.get("refresh_token") !== refreshes.live) {
    refreshes.refused++;
    return Response.json({ error: "invalid_grant" }, { status: 400 });
  }
  refreshes.live = `rt_${refreshes.asked}`;
  return Response.json({
    access_token: `at_${refreshes.asked}`,
    refresh_token: refreshes.live,
    token_type: "bearer",
    scope: "stripe_apps",
    livemode: false,
    stripe_user_id: "acct_1",
  });
}

async function pageScript(): Promise<string> {
  const result = await build({
    entryPoints: [path.join(__dirname, "page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    target: "es2022",
  });
  return result.outputFiles[0]?.text ?? "";
}
