/** What a person does at Stripe's consent page, over plain HTTP: reads the form and sends it. */
export type Decision = {
  /** Account to connect; the page's first when left out. */
  readonly account?: string;
  readonly decision?: "allow" | "deny";
};

/** Opens the consent page, decides, and resolves to the address that the browser is sent to. */
export async function decide(url: string, { account, decision = "allow" }: Decision = {}): Promise<string> {
  const page = await fetch(url);
  const text = await page.text();
  if (page.status !== 200) throw new Error(`the consent page answered ${page.status}: ${text}`);
  const hidden = [...text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name = "", value = ""]) => [name, unescaped(value)]);
  const [, first = ""] = /<input type="radio" name="account" value="([^"]*)"/.exec(text) ?? [];
  const form = new URLSearchParams([...hidden, ["account", account ?? first], ["decision", decision]]);
  const answer = await fetch(url, { method: "POST", body: form, redirect: "manual" });
  const location = answer.headers.get("location");
  if (answer.status !== 302 || location === null) throw new Error(`the decision was answered ${answer.status}`);
  return location;
}

/** The code in an address that the browser was sent to. */
export function codeIn(address: string): string {
  return new URL(address).searchParams.get("code") ?? "";
}

/** Does what a browser does: decides, then follows to where it is sent. */
export async function browse(url: string): Promise<void> {
  await fetch(await decide(url));
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  return text.replace(/&(#?\w+);/g, (whole, name: string) => named[name] ?? whole);
}
