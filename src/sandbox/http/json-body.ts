import type { Fields } from "../changes";
import { isRecord } from "../store/fields";
import { badParameter } from "./refusal";

/** The JSON object that a request of the control surface carries; empty when it carries nothing. */
export async function jsonBody(request: Request): Promise<Fields> {
  const text = await request.text();
  let body: unknown;
  try {
    body = JSON.parse(text === "" ? "{}" : text);
  } catch (cause) {
    throw badParameter("body", `The body must be JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!isRecord(body)) throw badParameter("body", "The body must be a JSON object.");
  return body;
}
