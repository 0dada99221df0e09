import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/sandbox";

/** The today of the companies in these tests. */
export const today = Date.UTC(2026, 10, 1);

/** A small company: 40 customers and 200 charges. */
export function smallSandbox(options: Partial<SandboxOptions> = {}): Sandbox {
  return createSandbox({ now: today, scale: 0.02, ...options });
}

export type Asked = {
  readonly status: number;
  readonly headers: Headers;
  // The body is whatever the server sent; tests look into it freely.
  readonly body: Reply;
};

/** What the server sent, as far as tests look. */
export type Reply = {
  readonly id: string;
  readonly object: string;
  readonly data: readonly Row[];
  readonly has_more: boolean;
  readonly url: string;
  readonly error: { readonly type: string; readonly message: string; readonly code?: string; readonly param?: string };
} & Readonly<Record<string, unknown>>;

export type Row = { readonly id: string; readonly object: string } & Readonly<Record<string, unknown>>;

export type AskOptions = {
  readonly key?: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One request to a sandbox in process; the key is the one that may do everything. */
export async function ask(sandbox: Sandbox, path: string, options: AskOptions = {}): Promise<Asked> {
  const { key = "sk_test_sandbox", method = "GET", body, headers } = options;
  const request = new Request(`http://sandbox.test${path}`, {
    method,
    headers: { ...(key === "" ? {} : { authorization: `Bearer ${key}` }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const response = await sandbox.handle(request);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as Reply };
}

/** Every id of a list, page by page with `starting_after`. */
export async function pageThrough(sandbox: Sandbox, path: string, limit = 100): Promise<readonly string[]> {
  const ids: string[] = [];
  const joint = path.includes("?") ? "&" : "?";
  for (let cursor = ""; ; ) {
    const { body } = await ask(sandbox, `${path}${joint}limit=${limit}${cursor}`);
    ids.push(...body.data.map((row) => row.id));
    const last = body.data.at(-1);
    if (!body.has_more || !last) return ids;
    cursor = `&starting_after=${last.id}`;
  }
}
