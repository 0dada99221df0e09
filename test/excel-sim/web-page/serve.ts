import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "esbuild";
import { generate } from "selfsigned";
import { pages } from "./pages";

/** Three origins, as in life: Excel, the add-in (same hostname, other port), and a stranger's sign-in page. */
export type Origins = { readonly host: string; readonly addIn: string; readonly login: string };
export type Site = Origins & { close(): void };

/** Pages of a test's own; `null`: the site's. */
export type AnswerFirst = (url: URL, origins: Origins) => Response | null;

const distribution = path.resolve("node_modules/@microsoft/office-js/dist");

/** Serves the pages of the browser test over https on free ports of this machine. */
export async function serveSite(answerFirst: AnswerFirst = () => null): Promise<Site> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const script = await hostScript();
  let content: Readonly<Record<string, string>> = {};
  let site: Origins = { host: "", addIn: "", login: "" };
  const servers = await Promise.all([1, 2, 3].map(() => listen(createServer({ key, cert }, (request, response) => {
    const url = new URL(request.url ?? "", "https://localhost");
    const { pathname, searchParams } = url;
    const first = answerFirst(url, site);
    if (first) return void send(first, response);
    const body = content[pathname] ?? officeFile(pathname);
    response.writeHead(body === undefined ? 404 : 200, {
      "content-type": pathname.endsWith(".html") ? "text/html" : "text/javascript",
      ...(searchParams.has("coop") && { "cross-origin-opener-policy": "same-origin" }),
    });
    response.end(body);
  }))));
  const [host = 0, addIn = 0, login = 0] = servers.map((server) => (server.address() as AddressInfo).port);
  site = { host: `https://localhost:${host}`, addIn: `https://localhost:${addIn}`, login: `https://login.localhost:${login}` };
  content = pages({ host: script, addIn: site.addIn, login: `${site.login}/login.html` });
  return {
    ...site,
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

async function send(reply: Response, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status, Object.fromEntries(reply.headers));
  response.end(await reply.text());
}

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));

function officeFile(pathname: string): string | undefined {
  const file = /^\/office\/([\w./-]+\.js)$/.exec(pathname)?.[1];
  return file === undefined || file.includes("..") ? undefined : readFileSync(path.join(distribution, file), "utf8");
}

async function hostScript(): Promise<string> {
  const result = await build({ entryPoints: [path.join(__dirname, "host-page.ts")], bundle: true, write: false, format: "iife" });
  return result.outputFiles[0]?.text.replaceAll("</script", "<\\/script") ?? "";
}
