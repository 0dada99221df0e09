import type { Sandbox } from "../../src/sandbox/sandbox";
import type { KnownSecret } from "./find-secrets";

/** Everything secret that a sandbox hands out from now on: tokens of its answers, codes of its redirects. */
export function recordIssued(sandbox: Sandbox): readonly KnownSecret[] {
  const issued: KnownSecret[] = [];
  const note = (name: string, value: unknown): void => {
    if (typeof value === "string" && value !== "") issued.push({ name, value });
  };
  const handle = sandbox.handle.bind(sandbox);
  Object.assign(sandbox, {
    async handle(request: Request): Promise<Response> {
      const response = await handle(request);
      note("an authorization code", codeOf(response.headers.get("location")));
      if (new URL(request.url).pathname.endsWith("/oauth/token")) {
        const body = (await response.clone().json()) as Readonly<Record<string, unknown>>;
        note("an access token", body["access_token"]);
        note("a refresh token", body["refresh_token"]);
      }
      return response;
    },
  });
  return issued;
}

function codeOf(location: string | null): string | null {
  return location === null ? null : new URL(location).searchParams.get("code");
}
