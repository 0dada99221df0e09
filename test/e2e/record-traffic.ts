import type { Page, Request, Response } from "playwright-core";

/** One thing that the workbench's page, with the pane in it, sent or received. */
export type Passed = { readonly what: string; readonly bytes: Uint8Array };

/** Records what the page and its frames send (address, headers, body) and receive, until it is asked for. Other windows are left out. */
export function recordTraffic(page: Page): () => Promise<readonly Passed[]> {
  const passing: Promise<Passed>[] = [];
  const sent = (request: Request) => void passing.push(sentBy(request));
  const received = (request: Request) => void passing.push(receivedBy(request));
  page.on("request", sent);
  page.on("requestfinished", received);
  return () => {
    page.off("request", sent);
    page.off("requestfinished", received);
    return Promise.all(passing);
  };
}

async function sentBy(request: Request): Promise<Passed> {
  const head = JSON.stringify([request.url(), await request.allHeaders()]);
  return { what: `sent ${request.url()}`, bytes: Buffer.concat([Buffer.from(head), request.postDataBuffer() ?? Buffer.alloc(0)]) };
}

async function receivedBy(request: Request): Promise<Passed> {
  const response = await request.response();
  return { what: `received ${request.url()}`, bytes: response === null ? Buffer.alloc(0) : await bytesOf(response) };
}

/** A redirect has no body. */
async function bytesOf(response: Response): Promise<Buffer> {
  const isRedirect = response.status() >= 300 && response.status() < 400;
  return isRedirect ? Buffer.alloc(0) : response.body();
}
