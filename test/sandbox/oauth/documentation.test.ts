import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ask } from "../ask";
import { ConnectionCut } from "../../../src/sandbox/oauth/connection-cut";
import { askToken, oauthSandbox } from "./oauth-client";

const page = readFileSync(resolve(__dirname, "../../../docs/sandbox.md"), "utf8");

/** The lines that say what the control surface takes. */
const lines = [...page.matchAll(/^ {4}(GET|POST|DELETE) +(\/_sandbox\/oauth\/\w+)(?: +(\{.*?\}))?/gm)].map(([, method = "", path = "", body = ""]) => ({
  method,
  path,
  body,
}));

describe("docs/sandbox.md on OAuth", () => {
  test("tells six things that the control surface does", () => {
    expect(lines.map(({ method, path }) => `${method} ${path.slice("/_sandbox/oauth/".length)}`)).toEqual([
      "POST codes",
      "POST settings",
      "POST cuts",
      "GET requests",
      "DELETE requests",
      "POST uninstalls",
    ]);
  });

  test.each(lines)("works as written: $method $path $body", async ({ method, path, body }) => {
    const { status } = await ask(oauthSandbox().sandbox, path, { key: "", method, ...(body === "" ? {} : { body }) });
    expect(status).toBe(200);
  });

  test("its two curl lines end with an access token", async () => {
    const { sandbox } = oauthSandbox();
    const [codes = "", tokens = ""] = [...page.matchAll(/^ {4}curl -s http:\/\/127\.0\.0\.1:12111(\/.*)$/gm)].map(([, line = ""]) => line);
    const [, path = "", body = ""] = /^(\S+) -d '(.*)'$/.exec(codes) ?? [];
    const { code } = (await ask(sandbox, path, { key: "", method: "POST", body })).body;
    const [, endpoint = "", secret = ""] = /^(\S+) -u (\w+):/.exec(tokens) ?? [];
    const fields = Object.fromEntries([...tokens.matchAll(/-d (\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value === "ac_…" ? String(code) : value]));
    const reply = await askToken(sandbox, fields, { path: endpoint, secret });
    expect(reply.body.access_token).toMatch(/^sk_test_app/);
  });

  test("a cut that was ordered as written happens", async () => {
    const { sandbox } = oauthSandbox();
    const cut = lines.find(({ path }) => path.endsWith("/cuts"));
    await ask(sandbox, cut?.path ?? "", { key: "", method: "POST", body: cut?.body ?? "" });
    await expect(askToken(sandbox, { grant_type: "authorization_code", code: "ac_1" })).rejects.toBeInstanceOf(ConnectionCut);
  });
});
