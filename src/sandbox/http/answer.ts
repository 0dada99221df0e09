import { assertNever } from "../../base/assert-never";
import type { Database } from "../store/database";
import { authenticate, masked, type Caller } from "./authenticate";
import type { Call } from "./call";
import { parseForm } from "./form";
import { answerList } from "./list";
import { demandPermission } from "./permission";
import { Refusal, unknownRoute } from "./refusal";
import { answerRetrieve } from "./retrieve";
import { matchRoute } from "./route-table";
import type { ServerOptions } from "./server";
import { answerSingleton } from "./singleton";
import { answerV2List } from "./v2-list";

export type Answer = { readonly status: number; readonly body: unknown };

export type AnswerOptions = ServerOptions & { readonly admit: () => void };

/** Decides who calls, on which account, for what; then answers. */
export async function answer(request: Request, options: AnswerOptions): Promise<Answer> {
  const url = new URL(request.url);
  const caller = authenticate(request, options.keys);
  options.admit();
  const database = databaseOf(request, caller, options);
  const route = matchRoute(url.pathname);
  if (!route || request.method !== "GET") throw unknownRoute(request.method, url.pathname);
  checkVersion(request, route.table.api);
  const demand = (resource: string): void => demandPermission(caller, { resource, access: "read", account: database.account });
  demand(route.table.resource);
  const parameters = parseForm(url.searchParams);
  return { status: 200, body: read({ route, path: url.pathname, parameters, caller, database, demand }) };
}

function read(call: Call): unknown {
  const { kind, table } = call.route;
  switch (kind) {
    case "list":
      return table.api === "v2" ? answerV2List(call) : answerList(call);
    case "retrieve":
      return answerRetrieve(call);
    case "singleton":
      return answerSingleton(call);
    default:
      return assertNever(kind);
  }
}

function databaseOf(request: Request, caller: Caller, { accounts }: AnswerOptions): Database {
  const account = request.headers.get("stripe-account");
  if (account === null || account === "") return accounts().database();
  if (accounts().has(account)) return accounts().database(account);
  throw new Refusal(403, {
    message:
      `The provided key '${masked(caller.key)}' does not have access to account '${account}' ` +
      "(or that account does not exist). Application access may have been revoked.",
    code: "account_invalid",
  });
}

/** v1 falls back to the account's version, v2 has none to fall back to. */
function checkVersion(request: Request, api: "v1" | "v2"): void {
  const version = request.headers.get("stripe-version");
  if (version === null && api === "v1") return;
  if (version === null) throw new Refusal(400, { message: "The Stripe-Version header is required for this endpoint." });
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) throw new Refusal(400, { message: `Invalid Stripe API version: ${version}` });
}
