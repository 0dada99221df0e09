import type { OAuthOffer, OAuthSignInRequest } from "../../src/app/app-api";
import { fail, ok, type Result } from "../../src/base/result";
import { Secret } from "../../src/base/secret";

/** An OAuth app of the person's own, as typed. */
export type OwnAppForm = { readonly clientId: string; readonly clientSecret: string; readonly channel: string };

export const emptyOwnApp: OwnAppForm = { clientId: "", clientSecret: "", channel: "" };

export type OwnAppProblems = Partial<OwnAppForm>;

/** What to sign in with; `own` is `null` for the deployment's app. Fails with what is wrong, by field. */
export function signInRequest(offer: OAuthOffer, own: OwnAppForm | null): Result<OAuthSignInRequest, OwnAppProblems> {
  if (own === null) return ok(offer);
  const problems = ownAppProblems(own);
  if (Object.keys(problems).length > 0) return fail(problems);
  const channel = own.channel.trim();
  const ownApp = {
    clientId: own.clientId.trim(),
    clientSecret: new Secret(own.clientSecret.trim()),
    ...(channel === "" ? {} : { channel }),
  };
  return ok({ ...offer, ownApp });
}

function ownAppProblems({ clientId, clientSecret, channel }: OwnAppForm): OwnAppProblems {
  return {
    ...(/^ca_\w+$/.test(clientId.trim()) ? {} : { clientId: "A client id starts with ca_." }),
    ...(/^[sr]k_\w+$/.test(clientSecret.trim()) ? {} : { clientSecret: "It is the secret key (sk_…) of the app's own account." }),
    ...(/^(chnlink_\w+)?$/.test(channel.trim()) ? {} : { channel: "The name of a test link starts with chnlink_." }),
  };
}
