import type { Answer } from "../http/answer";
import { jsonBody } from "../http/json-body";
import { badParameter, unknownRoute } from "../http/refusal";
import type { Fields } from "../changes";
import type { SandboxOAuth } from "./oauth";

/** Where the control surface of OAuth begins. */
export const oauthControlRoot = "/_sandbox/oauth/";

type Action = (oauth: SandboxOAuth, body: Fields) => unknown;

/** What a test may do, by method and the rest of the path. Bodies are JSON. */
const actions: Readonly<Partial<Record<string, Action>>> = {
  "POST codes": (oauth, body) => {
    const [account, scope] = [optionalText(body, "account"), optionalText(body, "scope")];
    const named = { ...(account === null ? {} : { account }), ...(scope === null ? {} : { scope }) };
    const code = oauth.issueCode({ clientId: text(body, "client_id"), ...named });
    return { code };
  },
  "POST cuts": (oauth, body) => {
    const when = text(body, "when");
    if (when !== "before" && when !== "after") throw badParameter("when", "when is before or after.");
    oauth.cutTokenRequests(when, number(body, "count"));
    return {};
  },
  "GET requests": (oauth) => oauth.tokenRequests(),
  "DELETE requests": (oauth) => {
    oauth.clearTokenRequests();
    return [];
  },
  "POST settings": (oauth, body) => {
    oauth.setAccessTokenSeconds(number(body, "access_token_seconds"));
    return {};
  },
  "POST uninstalls": (oauth, body) => ({ uninstalled: oauth.uninstall(text(body, "client_id"), text(body, "account")) }),
};

/** Answers the part of the control surface that is about OAuth. */
export async function answerOAuthControl(request: Request, path: string, oauth: SandboxOAuth): Promise<Answer> {
  const action = actions[`${request.method} ${path.slice(oauthControlRoot.length)}`];
  if (action === undefined) throw unknownRoute(request.method, path);
  return { status: 200, body: action(oauth, await jsonBody(request)) };
}

function optionalText(body: Fields, name: string): string | null {
  const value = body[name];
  if (value === undefined) return null;
  if (typeof value === "string" && value !== "") return value;
  throw badParameter(name, `${name} must be a text.`);
}

function text(body: Fields, name: string): string {
  const value = optionalText(body, name);
  if (value === null) throw badParameter(name, `Missing required param: ${name}.`);
  return value;
}

function number(body: Fields, name: string): number {
  const value = body[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw badParameter(name, `${name} must be a whole number.`);
}
