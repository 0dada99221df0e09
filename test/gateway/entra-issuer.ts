import { jest } from "@jest/globals";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export const tenant = "11111111-2222-3333-4444-555555555555";
export const otherTenant = "99999999-2222-3333-4444-555555555555";
export const clientId = "22222222-3333-4444-5555-666666666666";
export const audience = `api://127.0.0.1:8787/${clientId}`;
export const person = "33333333-4444-5555-6666-777777777777";

/** What a token says; left out: all as it should be. */
export type TokenWish = {
  readonly audience?: string;
  /** Further claims, in place of the usual ones of the same name. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

export type EntraIssuer = {
  /** What stands in for https://login.microsoftonline.com. */
  readonly authority: string;
  /** An access token, signed by the issuer as it signs all. */
  issue(wish?: TokenWish): Promise<string>;
  /** The issuer's public keys. */
  keys(): Promise<{ readonly keys: readonly JsonWebKey[] }>;
  close(): Promise<void>;
};

const lifetimeSeconds = 3600;

/** A real OpenID provider with the addresses and claims of Microsoft Entra. */
export async function startEntraIssuer(): Promise<EntraIssuer> {
  // The provider reminds of what a production server would need; this one is none.
  const reminders = [jest.spyOn(console, "warn"), jest.spyOn(console, "info")].map((spy) => spy.mockImplementation(() => undefined));
  const { Provider } = await import("oidc-provider");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let wish: TokenWish = {};
  const provider = new Provider(`${authority}/${tenant}/v2.0`, {
    clients: [{ client_id: clientId, client_secret: "of the test", grant_types: ["client_credentials"], redirect_uris: [], response_types: [] }],
    scopes: ["access_as_user"],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: "access_as_user",
          audience: wish.audience ?? audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: lifetimeSeconds,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    extraTokenClaims: () => ({ tid: tenant, oid: person, scp: "access_as_user", azp: clientId, ver: "2.0", ...wish.claims }),
  });
  const handle = provider.callback();
  server.on("request", (request, response) => {
    request.url = providerPath(request);
    void handle(request, response);
  });

  return {
    authority,
    async issue(next = {}) {
      wish = next;
      const reply = await fetch(`${authority}/${tenant}/v2.0/token`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${clientId}:of+the+test`)}` },
        body: new URLSearchParams({ grant_type: "client_credentials", scope: "access_as_user", resource: audience }),
      });
      return ((await reply.json()) as { readonly access_token: string }).access_token;
    },
    keys: async () => (await fetch(`${authority}/${tenant}/discovery/v2.0/keys`)).json() as Promise<{ readonly keys: readonly JsonWebKey[] }>,
    close: () =>
      new Promise((resolve) => {
        for (const reminder of reminders) reminder.mockRestore();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Entra's addresses, as the provider names them. All tenants have the same keys, as they may in Entra. */
function providerPath({ url = "" }: IncomingMessage): string {
  return url.endsWith("/discovery/v2.0/keys") ? "/jwks" : url.replace(`/${tenant}/v2.0`, "");
}
