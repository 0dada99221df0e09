import type { FindOAuthApp } from "../../auth/oauth-app";
import type { OwnApps } from "../../auth/own-apps";
import { AppError } from "../../base/app-error";
import type { OwnApp } from "../../connections/sign-in-plan";
import { oauthAppOf } from "../oauth/oauth-app-of";

export type FindAppNeed = {
  readonly ownApps: OwnApps;
  /** The app that comes with the connection. */
  readonly app: OwnApp | null;
  /** The connection's own app as its settings say it: where its callback is. */
  readonly callbackUrl: string | null;
  readonly apiBase: string;
};

/** Finds the app of a kept sign-in: the connection's, or the one whose secret was kept beside the tokens. */
export function createFindApp({ ownApps, app, callbackUrl, apiBase }: FindAppNeed): FindOAuthApp {
  return async ({ owner, ref }, signal) => {
    if (ref.kind === "deployment") {
      if (app !== null) return oauthAppOf(app, apiBase);
      throw new AppError("BAD_SETTING", "The tokens were got with an OAuth app that is not known here.", {
        hint: "Give OAuthClientId and OAuthClientSecret of the app that the tokens were got with.",
      });
    }
    const kept = await ownApps.find(owner, ref.clientId, signal);
    if (kept !== null) return oauthAppOf({ ...kept, callbackUrl }, apiBase);
    throw new AppError("BAD_SETTING", `The client secret of the OAuth app ${ref.clientId} is not kept here.`, {
      hint: "Give OAuthClientSecret once more; it is kept with the tokens.",
    });
  };
}
