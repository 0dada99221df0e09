import { assertNever } from "../../base/assert-never";
import { loadEnumValues } from "../../catalog/enum-values";
import { answerOAuthControl, oauthControlRoot } from "../oauth/control";
import type { Database } from "../store/database";
import { isKept } from "../store/retention";
import { authenticate, masked, type Caller } from "./authenticate";
import type { Call } from "./call";
import { answerControl, controlRoot } from "./control";
import { parseForm, plainValue, type FormMap } from "./form";
import type { CursorLog } from "./cursor-log";
import type { Idempotency } from "./idempotency";
import type { Limits } from "./limits";
import { answerList } from "./list";
import { demandPermission } from "./permission";
import { badParameter, Refusal, unknownRoute } from "./refusal";
import { demandProduct } from "./product-access";
import { answerRetrieve } from "./retrieve";
import { matchRoute, type RouteMatch } from "./route-table";
import { answerSearch } from "./search";
import type { ServerOptions } from "./server";
import { answerSingleton } from "./singleton";
import { answerV2List } from "./v2-list";
import { answerWrite } from "./write";

export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

export type AnswerOptions = ServerOptions & {
  readonly limits: Limits;
  readonly idempotency: Idempotency;
  readonly cursors: CursorLog;
};

/** Decides who calls, on which account, for what; then answers. */
export async function answer(request: Request, options: AnswerOptions): Promise<Answer> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith(oauthControlRoot)) return answerOAuthControl(request, pathname, options.oauth);
  if (pathname.startsWith(controlRoot)) return answerControl(request, pathname, { ...options, context: options.changing(databaseOf(request, options)) });
  const caller = authenticate(request, { keyring: options.keyring, findToken: (token) => options.oauth.findCaller(token) });
  const database = databaseOf(request, options, caller);
  const { limits, clock } = options;
  limits.admitToAccount(database.account, clock.now());
  const route = matchRoute(pathname);
  if (!route) throw unknownRoute(request.method, pathname);
  const { account } = database;
  limits.admitToEndpoint({ account, method: request.method, path: route.path, searches: route.kind === "search" }, clock.now());
  demandProduct(pathname, options.notEnabled);
  checkVersion(request, route.table.api);
  const [parameters, enums] = await Promise.all([parametersOf(request), loadEnumValues(request.signal)]);
  const enumValues = enums.filters[route.table.name] ?? {};
  const now = options.present();
  const call: Call = {
    route,
    path: pathname,
    caller,
    database,
    parameters,
    enumValues,
    demand: demandRead(caller, database),
    shows: (object) => isKept(object, now) && options.visibility(object, now),
    indexed: (object) => database.past.before(object, now - options.searchLagMs),
    cursors: options.cursors,
    now,
  };
  if (request.method === "GET") return readAnswer(call);
  demandPermission(caller, { resource: route.table.resource, access: "write", account: database.account });
  return writeAnswer(request, call, options);
}

function readAnswer(call: Call): Answer {
  const { table } = call.route;
  demandPermission(call.caller, { resource: table.resource, access: "read", account: call.database.account, table });
  return { status: 200, body: read(call) };
}

function read(call: Call): unknown {
  const { kind, table } = call.route;
  switch (kind) {
    case "list":
      return table.api === "v2" ? answerV2List(call) : answerList(call);
    case "search":
      return answerSearch(call);
    case "retrieve":
      return answerRetrieve(call);
    case "singleton":
      return answerSingleton(call);
    default:
      return assertNever(kind);
  }
}

function writeAnswer({ method, headers }: Request, call: Call, { changing, idempotency }: AnswerOptions): Answer {
  const key = method === "POST" ? headers.get("idempotency-key") : null;
  const print = `${method} ${call.path} ${JSON.stringify([...call.parameters].map(([name, value]) => [name, plainValue(value)]))}`;
  return idempotency.once(key, print, () => ({ status: 200, body: answerWrite(call, method, changing(call.database)) }));
}

function demandRead(caller: Caller, database: Database): (resource: string) => void {
  return (resource) => demandPermission(caller, { resource, access: "read", account: database.account });
}

/** Parameters stand in the address for reads and in the form-encoded body for writes. */
async function parametersOf(request: Request): Promise<FormMap> {
  const { searchParams } = new URL(request.url);
  if (request.method !== "POST") return parseForm(searchParams);
  const type = request.headers.get("content-type") ?? "";
  const body = await request.text();
  if (body !== "" && !/x-www-form-urlencoded/i.test(type)) {
    throw badParameter("body", "Invalid request body: expected application/x-www-form-urlencoded.");
  }
  return parseForm([...searchParams, ...new URLSearchParams(body)]);
}

function databaseOf(request: Request, { accounts }: AnswerOptions, caller?: Caller): Database {
  const own = caller?.account ?? accounts().platform;
  const account = request.headers.get("stripe-account") || own;
  // Only the platform's tokens and keys reach the account that is connected to it.
  if (account === own || (own === accounts().platform && accounts().has(account))) return accounts().database(account);
  throw new Refusal(403, {
    message:
      `The provided key '${masked(caller?.key ?? "")}' does not have access to account '${account}' ` +
      "(or that account does not exist). Application access may have been revoked.",
    code: "account_invalid",
  });
}

/** v1 falls back to the account's version, v2 has none to fall back to. */
function checkVersion(request: Request, api: RouteMatch["table"]["api"]): void {
  const version = request.headers.get("stripe-version");
  if (version === null && api === "v1") return;
  if (version === null) throw new Refusal(400, { message: "The Stripe-Version header is required for this endpoint." });
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) throw new Refusal(400, { message: `Invalid Stripe API version: ${version}` });
}
