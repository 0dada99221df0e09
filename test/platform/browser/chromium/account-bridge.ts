import { SignJWT } from "jose";

/** What the host's bridge answers with. */
export type BridgeAnswers = { readonly accessToken: string; readonly clientId: string; readonly tenant: string; readonly person: string };

/**
 * A script that stands in for the bridge between msal-browser and Excel (`window.nestedAppAuthBridge`, JSON messages). What
 * it was asked is in `window.askedOfHost`. `interaction`: the first silent request is refused, as when Microsoft wants the person.
 */
export async function bridgeScript(answers: BridgeAnswers, { interaction = false } = {}): Promise<string> {
  const { clientId, tenant, person } = answers;
  const idToken = await new SignJWT({ oid: person, tid: tenant, preferred_username: "ann@example.test", ver: "2.0" })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuer(`https://login.example.test/${tenant}/v2.0`)
    .setSubject("ann")
    .setAudience(clientId)
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode("nobody verifies this one in the page"));
  return `(${installBridge.toString()})(${JSON.stringify({ ...answers, idToken, interaction })})`;
}

type BridgeRequest = { readonly requestId: string; readonly method: string; readonly tokenParams?: { readonly scope: string } };

/** Runs in the page. */
function installBridge(answers: BridgeAnswers & { readonly idToken: string; readonly interaction: boolean }): void {
  const { accessToken, idToken, tenant, person, interaction } = answers;
  const listeners: ((text: string) => void)[] = [];
  const asked: string[] = [];
  const ids = { homeAccountId: `${person}.${tenant}`, environment: "login.example.test", tenantId: tenant };
  const account = { ...ids, localAccountId: person, username: "ann@example.test" };
  const answer = ({ method, tokenParams }: BridgeRequest): object => {
    if (method === "GetInitContext") {
      return { success: true, initContext: { capabilities: { queryAccount: true }, sdkName: "host", sdkVersion: "1", accountContext: ids } };
    }
    if (interaction && method === "GetToken") {
      return { success: false, error: { status: "USER_INTERACTION_REQUIRED", code: "interaction_required", description: "sign in" } };
    }
    const token = { access_token: accessToken, id_token: idToken, expires_in: 3600, scope: tokenParams?.scope, properties: null };
    return { success: true, token, account };
  };
  Object.assign(window, {
    askedOfHost: asked,
    nestedAppAuthBridge: {
      addEventListener: (_event: string, listener: (text: string) => void) => listeners.push(listener),
      removeEventListener: () => undefined,
      postMessage(text: string) {
        const request = JSON.parse(text) as BridgeRequest;
        asked.push([request.method, request.tokenParams?.scope].filter(Boolean).join(" "));
        const reply = JSON.stringify({ messageType: "NestedAppAuthResponse", requestId: request.requestId, ...answer(request) });
        setTimeout(() => {
          for (const listener of listeners) listener(reply);
        }, 5);
      },
    },
  });
}
