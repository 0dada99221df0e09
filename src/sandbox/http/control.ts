import type { ApiObject } from "../api-object";
import { createObject, removeObject, updateObject, type ChangeContext } from "../changes";
import type { Keyring } from "../keys";
import type { Mutation } from "../mutations/mutate";
import type { Database } from "../store/database";
import type { TrafficLog } from "../traffic";
import type { Answer } from "./answer";
import { jsonBody } from "./json-body";
import { noSuchObject, Refusal, unknownRoute } from "./refusal";

export const controlRoot = "/_sandbox/";

/** What the control surface reaches of the server. */
export type Controlled = {
  readonly context: ChangeContext;
  readonly traffic: TrafficLog;
  readonly keyring: Keyring;
  readonly mutate: (database: Database) => Mutation;
};

/**
 * The control surface for tests, which needs no key: `POST /_sandbox/charge` creates, `POST /_sandbox/charge/ch_…` changes fields,
 * `DELETE /_sandbox/charge/ch_…` takes away, `GET` shows what is stored. Bodies are JSON objects. A few names are no resources:
 * {@link serverControls}.
 */
export async function answerControl(request: Request, path: string, controlled: Controlled): Promise<Answer> {
  const { context } = controlled;
  const [resource = "", id, ...rest] = path.slice(controlRoot.length).split("/");
  const control = id === undefined ? serverControls[`${request.method} ${resource}`] : undefined;
  if (control) return { status: 200, body: await control(controlled, request) };
  if (resource === "" || rest.length > 0) throw unknownRoute(request.method, path);
  const body = id === undefined ? await onResource(request, resource, context) : await onObject(request, { resource, id }, context);
  return { status: 200, body };
}

type Control = (controlled: Controlled, request: Request) => unknown;

const serverControls: Readonly<Record<string, Control>> = {
  "GET traffic": ({ traffic }) => traffic.read(),
  "DELETE traffic": ({ traffic }) => {
    traffic.clear();
    return {};
  },
  "POST mutations": async ({ mutate, context }, request) => {
    const { count = 1 } = await jsonBody(request);
    return Array.from({ length: Number(count) }, () => mutate(context.database));
  },
  "POST revoked_keys": async ({ keyring }, request) => {
    const { key } = await jsonBody(request);
    keyring.revoke(String(key));
    return {};
  },
};

async function onResource(request: Request, resource: string, context: ChangeContext): Promise<unknown> {
  if (request.method === "GET") return pick(context.database.collection(resource).rows(), request);
  if (request.method === "POST") return createObject(context, resource, await jsonBody(request));
  throw unknownMethod(request.method);
}

/** Only the fields that `?fields=id,created` names, where it does: whole objects of a big company are too much for one answer. */
function pick(rows: readonly ApiObject[], request: Request): unknown {
  const fields = new URL(request.url).searchParams.get("fields")?.split(",");
  return fields === undefined ? rows : rows.map((row) => Object.fromEntries(fields.map((field) => [field, row[field]])));
}

type Target = { readonly resource: string; readonly id: string };

async function onObject(request: Request, { resource, id }: Target, context: ChangeContext): Promise<ApiObject> {
  const found = context.database.collection(resource).get(id);
  if (!found) throw noSuchObject(resource, id, { param: "id", status: 404 });
  if (request.method === "GET") return found;
  if (request.method === "POST") return updateObject(context, found, await jsonBody(request));
  if (request.method === "DELETE") return removeObject(context, found);
  throw unknownMethod(request.method);
}

function unknownMethod(method: string): Refusal {
  return new Refusal(405, { message: `The control surface does not take ${method}.` });
}
