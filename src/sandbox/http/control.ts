import type { ApiObject } from "../api-object";
import { createObject, removeObject, updateObject, type ChangeContext } from "../changes";
import type { Answer } from "./answer";
import { jsonBody } from "./json-body";
import { noSuchObject, Refusal, unknownRoute } from "./refusal";

export const controlRoot = "/_sandbox/";

/**
 * The control surface for tests, which needs no key: `POST /_sandbox/charge` creates, `POST /_sandbox/charge/ch_…` changes fields,
 * `DELETE /_sandbox/charge/ch_…` takes away, `GET` shows what is stored. Bodies are JSON objects.
 */
export async function answerControl(request: Request, path: string, context: ChangeContext): Promise<Answer> {
  const [resource = "", id, ...rest] = path.slice(controlRoot.length).split("/");
  if (resource === "" || rest.length > 0) throw unknownRoute(request.method, path);
  const body = id === undefined ? await onResource(request, resource, context) : await onObject(request, { resource, id }, context);
  return { status: 200, body };
}

async function onResource(request: Request, resource: string, context: ChangeContext): Promise<unknown> {
  if (request.method === "GET") return context.database.collection(resource).rows();
  if (request.method === "POST") return createObject(context, resource, await jsonBody(request));
  throw unknownMethod(request.method);
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
