import type { Context } from "hono";
import type { ZodType } from "zod";

import { AppError } from "../../base/app-error";

/**
 * The JSON body of a request. Names what is wrong, never its value, which may be a secret.
 * @throws AppError `BAD_ARGUMENT`
 */
export async function readBody<T>({ req }: Context, schema: ZodType<T>): Promise<T> {
  const read = schema.safeParse(parseJson(await req.text()));
  if (read.success) return read.data;
  const wrong = read.error.issues.flatMap(({ code, path, ...issue }) => (code === "unrecognized_keys" && "keys" in issue ? issue.keys : [path.join(".")]));
  throw badRequest([...new Set(wrong)].filter((name) => name !== ""));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badRequest([], cause);
  }
}

function badRequest(names: readonly string[], cause?: unknown): AppError {
  const what = names.length === 0 ? "it is not the JSON object that is expected" : `look at ${names.map((name) => name.slice(0, 40)).join(", ")}`;
  return new AppError("BAD_ARGUMENT", `The gateway does not understand the request: ${what}.`, {
    hint: "Close this pane and open it again, so that pane and gateway are of one version.",
    cause,
  });
}
