import type { IPublicClientApplication } from "@azure/msal-browser";
import { AppError } from "../../base/app-error";
import { Secret } from "../../base/secret";
import type { AccountTokenRequest, AcquireAccountToken, Clock } from "../ports";

export type AccountTokenOptions = {
  /** Whether the host signs in for add-ins (requirement set NestedAppAuth 1.1). */
  readonly supported: () => boolean;
  /** Name of the account that Excel is signed in with; saves the person a choice. */
  readonly accountHint: () => Promise<string | null>;
  readonly clock: Clock;
};

type KeptToken = { readonly token: Secret; readonly until: number };

/** Its own chunk of the bundle, asked for by deployments with accounts only. */
const loadLibrary = () => import("@azure/msal-browser");
type Library = Awaited<ReturnType<typeof loadLibrary>>;

/** ms that a token must still live, so that it does not die on its way. */
const margin = 5 * 60_000;

/**
 * The person's Microsoft account by nested app authentication: Excel asks, the add-in gets the token. Silently first; a
 * window opens only when Microsoft wants the person and the request allows to ask. Tokens stay in memory.
 * @see https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
 */
export function createAccountToken({ supported, accountHint, clock }: AccountTokenOptions): AcquireAccountToken {
  const kept = new Map<string, Promise<KeptToken | null>>();

  async function fetchToken(request: AccountTokenRequest): Promise<KeptToken | null> {
    const library = await loadLibrary();
    const account = await openAccount(library, request);
    const hint = await accountHint();
    const wanted = { scopes: [request.scope], ...(hint === null ? {} : { loginHint: hint }) };
    const result = await account.ssoSilent(wanted).catch((failure: unknown) => {
      if (!(failure instanceof library.InteractionRequiredAuthError)) throw failure;
      return request.mayAsk === true ? account.acquireTokenPopup(wanted) : null;
    });
    return result && { token: new Secret(result.accessToken), until: (result.expiresOn?.getTime() ?? clock.now()) - margin };
  }

  /** A failure is forgotten, so that the next caller tries again. */
  function fetchOnce(name: string, request: AccountTokenRequest): Promise<KeptToken | null> {
    const fetching = fetchToken(request).catch(explain);
    kept.set(name, fetching);
    fetching.catch(() => kept.delete(name));
    return fetching;
  }

  return async (request, signal) => {
    signal.throwIfAborted();
    if (!supported()) return null;
    const name = JSON.stringify([request.authority, request.clientId, request.scope]);
    const last = kept.get(name);
    // A fetch that must not ask may end with nothing or fail; whoever may ask then tries for themselves.
    const known = await last?.catch(() => null);
    if (known && clock.now() < known.until) return known.token;
    if (kept.get(name) === last) kept.delete(name);
    return (await (kept.get(name) ?? fetchOnce(name, request)))?.token ?? null;
  };
}

const openAccount = (library: Library, { clientId, authority }: AccountTokenRequest): Promise<IPublicClientApplication> =>
  library.createNestablePublicClientApplication({
    auth: { clientId, authority },
    cache: { cacheLocation: "memoryStorage" },
  });

function explain(cause: unknown): never {
  const error = AppError.from(cause);
  if (error.code !== "INTERNAL") throw error;
  throw new AppError("GATEWAY_UNAVAILABLE", "Your work account could not be signed in to the connector's server.", {
    hint: "Try again; if it stays, ask your administrator to allow the connector in Microsoft Entra.",
    cause,
  });
}
