import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { AddressInfo } from "node:net";
import { generate } from "selfsigned";

/** What a front serves: pages of its own by path, everything else from a server behind it, as a load balancer does. */
export type FrontOptions = { readonly pages: Readonly<Record<string, string>>; readonly behind: string | null };

/** An HTTP/2 server with TLS, as Stripe's and as a deployed gateway's are. */
export type Front = { readonly origin: string; close(): Promise<void> };

export async function openFront(options: FrontOptions): Promise<Front> {
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
  const server = createSecureServer({ key, cert }, (request, response) => {
    answer(options, request).then(
      (reply) => passOn(reply, response),
      () => response.stream.close(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer({ pages, behind }: FrontOptions, { url, method, headers }: Http2ServerRequest): Promise<Response> {
  const page = pages[url];
  if (page !== undefined) return new Response(page, { headers: { "content-type": url.endsWith(".js") ? "text/javascript" : "text/html" } });
  if (behind === null) return new Response(null, { status: 404 });
  const passed = Object.entries(headers).filter(([name]) => !name.startsWith(":") && name !== "accept-encoding");
  return fetch(`${behind}${url}`, { method, headers: Object.fromEntries(passed.map(([name, value]) => [name, String(value)])) });
}

/** Headers of one connection only, which HTTP/2 forbids. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding"]);

async function passOn(reply: Response, response: Http2ServerResponse): Promise<void> {
  response.writeHead(reply.status, Object.fromEntries([...reply.headers].filter(([name]) => !ofConnection.has(name))));
  response.end(Buffer.from(await reply.arrayBuffer()));
}
