/** A request that Stripe would refuse: status, error body and extra headers. Wording follows https://docs.stripe.com/api/errors. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: RefusalBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(error.message);
  }
}

export type RefusalBody = {
  readonly message: string;
  readonly type?: string;
  readonly code?: string;
  readonly param?: string;
};

/** 400 about one parameter. */
export function badParameter(param: string, message: string, code?: string): Refusal {
  return new Refusal(400, code === undefined ? { message, param } : { message, param, code });
}

export function missingParameter(param: string): Refusal {
  return badParameter(param, `Missing required param: ${param}.`, "parameter_missing");
}

export function unknownParameters(names: readonly [string, ...string[]]): Refusal {
  const message = names.length === 1 ? `Received unknown parameter: ${names[0]}` : `Received unknown parameters: ${names.join(", ")}`;
  return badParameter(names[0], message, "parameter_unknown");
}

/** The object is not there: 404 when the address names it, 400 when a parameter does. */
export function noSuchObject(resource: string, id: string, from: { readonly param: string; readonly status: 400 | 404 }): Refusal {
  const message = `No such ${resource.split("|")[0] ?? resource}: '${id}'`;
  return new Refusal(from.status, { message, param: from.param, code: "resource_missing" });
}

export function unknownRoute(method: string, path: string): Refusal {
  return new Refusal(404, {
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}
