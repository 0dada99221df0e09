import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox";
import { serveHandler, type ServedHandler } from "../fakes/serve-handler";
import { runHere } from "./run-xlstripe";

const now = Date.UTC(2026, 0, 31);
let sandbox: Sandbox;
let server: ServedHandler;
let env: Record<string, string>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "xlstripe-"));
  sandbox = createSandbox({ seed: 7, scale: 0.05, now });
  server = await serveHandler((request) => sandbox.handle(request));
  env = { XLSTRIPE_SANDBOX: server.origin };
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

const query = (sql: string, ...options: readonly string[]) => runHere(["query", sql, "--connection", "sandbox", ...options], env);

describe("xlstripe query", () => {
  test("prints JSON rows on stdout and nothing on stderr", async () => {
    const charges = sandbox.all("charge").length;
    const outcome = await query("SELECT count(*) AS n FROM charges", "--format", "json");
    expect(outcome).toEqual({ code: 0, out: `[{"n":${charges}}]\n`, err: "" });
  });

  test("the connection sandbox has a company of its own when no server is named", async () => {
    const outcome = await runHere(["query", "SELECT count(*) AS n FROM charges", "--connection", "sandbox", "--format", "json"]);
    expect(outcome).toMatchObject({ code: 0, err: "" });
    const [row] = JSON.parse(outcome.out) as { n: number }[];
    expect(row?.n).toBeGreaterThan(5000);
  });

  test("a join with GROUP BY gives the figures of plain JavaScript over the SDK's auto-paged objects", async () => {
    const stripe = new Stripe("sk_test_sandbox", { host: "127.0.0.1", port: server.port, protocol: "http" });
    const customers = await stripe.customers.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const emails = new Map(customers.map(({ id, email }) => [id, email]));
    const totals = new Map<string, { email: string; currency: string; total: number; n: number }>();
    for await (const { customer, currency, amount } of stripe.charges.list({ limit: 100 })) {
      const email = typeof customer === "string" ? emails.get(customer) : undefined;
      if (email == null) continue;
      const key = `${email} ${currency}`;
      const { total, n } = totals.get(key) ?? { total: 0, n: 0 };
      totals.set(key, { email, currency, total: total + amount, n: n + 1 });
    }
    const sql = `SELECT c.email, ch.currency, sum(ch.amount) AS total, count(*) AS n
      FROM charges ch JOIN customers c ON c.id = ch.customer WHERE c.email IS NOT NULL GROUP BY c.email, ch.currency ORDER BY 1, 2`;
    const { out } = await query(sql, "--format", "json");
    const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const expected = [...totals.values()].sort((a, b) => order(a.email, b.email) || order(a.currency, b.currency));
    expect(expected.length).toBeGreaterThan(20);
    expect(JSON.parse(out)).toEqual(expected);
  });

  test("says on stderr that rows are missing, and exits with 5 when completeness is required", async () => {
    const outcome = await query("SELECT id FROM charges", "--max-rows", "10", "--format", "ndjson");
    expect(outcome).toMatchObject({ code: 0, err: "First 10 rows; more exist.\n" });
    expect(outcome.out.trimEnd().split("\n")).toHaveLength(10);
    expect((await query("SELECT id FROM charges", "--max-rows", "10", "--require-complete")).code).toBe(5);
    expect((await query("SELECT id FROM charges", "--require-complete")).code).toBe(0);
  });

  test("tells rows, requests and completeness with --stats", async () => {
    const { err } = await query("SELECT id FROM charges LIMIT 1", "--stats");
    const [figures, charges, reads] = err.split("\n");
    expect(figures).toMatch(/^1 row, complete, 1 request, \d+\.\d s, test mode, as of \d{4}-/);
    expect(charges).toMatch(/^charges: listed, \d+ rows?, 1 request$/);
    expect(reads).toMatch(/^1 read since \d{4}-\d\d-\d\d, of the 10,000 or more in 30 days that Stripe allows$/);
  });

  test("a value NULL is written name:null, which the empty text and the word null are not", async () => {
    const { out } = await query("SELECT @a IS NULL AS a, @b IS NULL AS b, ? AS c", "--param", "a:null", "--format", "json", "--param", "b=");
    expect(out).toBe("");
    const named = await query("SELECT @a IS NULL AS a, @b IS NULL AS b, @c AS c", "--param", "a:NULL", "--param", "b=", "--param", "c=null", "--format", "json");
    expect(JSON.parse(named.out)).toEqual([{ a: 1, b: 0, c: "null" }]);
    const numbered = await query("SELECT ? IS NULL AS a", "--param", "1:null", "--format", "json");
    expect(JSON.parse(numbered.out)).toEqual([{ a: 1 }]);
  });

  test("gives up with 2 what needs more than --max-requests, names the option, and 0 is no limit", async () => {
    const outcome = await query("SELECT id FROM charges", "--max-requests", "2");
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(/requests to Stripe; the limit is 2\. .*--max-requests N/);
    const all = await query("SELECT count(*) AS n FROM charges", "--max-requests", "0", "--format", "json");
    expect(JSON.parse(all.out)).toEqual([{ n: sandbox.all("charge").length }]);
  });

  test("the connection's own MaxRequests holds where --max-requests is not given", async () => {
    const at = ["--connection", `ApiBase=${server.origin};ApiKey=@env:MY_KEY;MaxRequests=2`];
    const outcome = await runHere(["query", "SELECT id FROM charges", ...at], { MY_KEY: "sk_test_sandbox" });
    expect(outcome).toMatchObject({ code: 2, out: "" });
    const more = await runHere(["query", "SELECT count(*) AS n FROM charges", ...at, "--max-requests", "100"], { MY_KEY: "sk_test_sandbox" });
    expect(more.code).toBe(0);
  });

  test("takes values for named and numbered parameters", async () => {
    const charge = sandbox.all("charge")[0];
    const byName = await query("SELECT id FROM charges WHERE id = @id AND amount = :amount", "--param", `id=${String(charge?.id)}`, "--param", `amount=${String(charge?.["amount"])}`, "--format", "json");
    expect(JSON.parse(byName.out)).toEqual([{ id: charge?.id }]);
    const byNumber = await query("SELECT ? AS a, ? AS b", "--param", "2=007", "--param", "1=5", "--format", "json");
    expect(JSON.parse(byNumber.out)).toEqual([{ a: 5, b: "007" }]);
  });

  test("shows with --explain what would be read and what it takes, and sends nothing", async () => {
    const sql = "SELECT id FROM charges WHERE customer = 'cus_1' AND created >= '2026-01-01' AND currency = 'usd' AND amount > 5";
    const outcome = await runHere(["query", sql, "--explain", "--format", "json"], { STRIPE_API_KEY: "sk_test_x" });
    expect(outcome).toMatchObject({ code: 0, err: "" });
    expect(JSON.parse(outcome.out)).toEqual([
      {
        table: "charges",
        sent: "created[gte]=1767225600, customer=cus_1",
        local: "amount, currency",
        stops_early: false,
        rows: "unknown",
        requests: "unknown",
        seconds: "unknown",
        rate_limit: "25 of 25 a second",
        month: "unknown",
        known_by: "unknown",
      },
    ]);
  });

  test("with --probe it judges by two requests a table at most", async () => {
    sandbox.clearTraffic();
    const { out } = await query("SELECT id FROM charges", "--explain", "--probe", "--format", "json");
    const [charges] = JSON.parse(out) as readonly Readonly<Record<string, string>>[];
    expect(charges).toMatchObject({ table: "charges", known_by: "probed" });
    expect(charges?.["requests"]).toMatch(/^[\d,]+(-[\d,]+)?$|^at least/);
    expect(sandbox.traffic().requests).toBe(2);
  });

  test("reads timestamps in the time zone of the connection", async () => {
    const at = `ApiBase=${server.origin};ApiKey=@env:MY_KEY;TimeZone=Asia/Tokyo`;
    const sql = "SELECT created FROM charges ORDER BY created DESC LIMIT 1";
    const outcome = await runHere(["query", sql, "--connection", at, "--format", "json"], { MY_KEY: "sk_test_sandbox" });
    const tokyo = new Date((Number(sandbox.all("charge")[0]?.["created"]) + 9 * 3600) * 1000).toISOString();
    expect(JSON.parse(outcome.out)).toEqual([{ created: tokyo.slice(0, 19).replace("T", " ") }]);
  });

  test("takes a key from a file", async () => {
    const path = join(folder, "key");
    writeFileSync(path, "sk_test_sandbox\n");
    const outcome = await runHere(["query", "SELECT 1 AS one", "--connection", `ApiKey=@file:${path};ApiBase=${server.origin}`, "--format", "csv"]);
    expect(outcome).toEqual({ code: 0, out: "one\n1\n", err: "" });
  });
});

describe("bad input of xlstripe query", () => {
  const base = (): string[] => ["--api-base", server.origin];

  test.each([
    ["SELECT id FROM chargs", 2, /No such table: chargs/],
    ["SELECT amout FROM charges", 2, /no such column: amout\. Did you mean amount\?/],
    ["SELEC id FROM charges", 2, /syntax error near "SELEC"/],
    ["DELETE FROM charges", 2, /only read/],
    ["SELECT id FROM charges WHERE id = @missing", 2, /@missing/],
  ])("%p exits with %i and one sentence, nothing on stdout", async (sql, code, sentence) => {
    const outcome = await query(sql);
    expect(outcome).toMatchObject({ code, out: "" });
    expect(outcome.err).toMatch(sentence);
    expect(outcome.err.trimEnd().split("\n")).toHaveLength(1);
  });

  test("a wrong key exits with 4 and says where keys are", async () => {
    const outcome = await runHere(["query", "SELECT id FROM charges", ...base()], { STRIPE_API_KEY: "sk_test_wrong" });
    expect(outcome).toMatchObject({ code: 4, out: "" });
    expect(outcome.err).toMatch(/^Stripe did not accept the API key\. Copy the key again from the Stripe Dashboard/);
    expect(outcome.err).not.toContain("sk_test_wrong");
  });

  test("a restricted key without the permission exits with 3 and names the permission", async () => {
    const outcome = await runHere(["query", "SELECT id FROM payouts", ...base()], { STRIPE_API_KEY: "rk_test_charges" });
    expect(outcome).toMatchObject({ code: 3, out: "" });
    expect(outcome.err).toContain('it lacks the permission "payout: read"');
  });

  test("an unreachable server exits with 3 and says which", async () => {
    const closed = await serveHandler(() => Promise.resolve(new Response()));
    await closed.close();
    const outcome = await runHere(["query", "SELECT id FROM charges", "--api-base", closed.origin], { STRIPE_API_KEY: "sk_test_x" });
    expect(outcome).toMatchObject({ code: 3, out: "" });
    expect(outcome.err).toBe(`No answer from ${closed.origin}. Check the network connection and try again.\n`);
  });

  test("a live key never goes to another API root", async () => {
    let asked = 0;
    const other = await serveHandler(() => Promise.resolve((asked++, new Response())));
    const outcome = await runHere(["query", "SELECT id FROM charges", "--api-base", other.origin], { STRIPE_API_KEY: "sk_live_abc" });
    await other.close();
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(/^A live key is sent to https:\/\/api\.stripe\.com only/);
    expect(asked).toBe(0);
  });

  test("a test key goes to no foreign host either", async () => {
    const outcome = await runHere(["query", "SELECT 1", "--api-base", "https://stripe.evil.example"], { STRIPE_API_KEY: "sk_test_x" });
    expect(outcome).toMatchObject({ code: 2, out: "" });
  });

  test.each([
    [["query", "SELECT 1", "--connection", "ApiKey=sk_live_51Habc"]],
    [["query", "SELECT 1", "--connection=sk_test_51Habc"]],
    [["query", "SELECT 'rk_test_51Habc'"]],
    [["query", "SELECT 1", "--connection", "sk_org_live_51Habc"]],
    [["sk_test_51Habc"]],
  ])("a key in the arguments %j is refused and not repeated", async (args) => {
    const outcome = await runHere(args);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(/The command line holds an API key/);
    expect(outcome.err).not.toContain("51Habc");
  });

  test("a literal secret of any other shape is refused as well", async () => {
    const outcome = await runHere(["query", "SELECT 1", "--connection", "ApiKey=hunter2"]);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).not.toContain("hunter2");
  });

  test.each([
    [["query", "SELECT 1"], /STRIPE_API_KEY/],
    [["query", "SELECT 1", "--connection", "shop"], /no connection named "shop"/],
    [["query"], /takes: "<sql>"/],
    [["query", "SELECT 1", "--format", "xml"], /--format is one of table, csv, json, ndjson/],
    [["query", "SELECT 1", "--connection", "sandbox", "--max-rows", "0"], /--max-rows takes a whole number/],
    [["query", "SELECT 1", "--colour"], /Unknown option '--colour'/],
    [["query", "SELECT 1", "--connection", "sandbox", "--param", "x"], /"x" is not a parameter/],
    [["query", "SELECT @x", "--connection", "sandbox", "--param", "x=1", "--param", "X=2"], /A parameter has two values/],
    [["query", "SELECT 1", "--connection", "Colour=red"], /no setting "Colour"/],
    [["query", "SELECT 1", "--connection", "ApiKey=@env:NOT_THERE"], /NOT_THERE is not set/],
    [["query", "SELECT 1", "--connection", "ApiKey=@file:/dev/null"], /The file \/dev\/null is empty/],
    [["query", "SELECT 1", "--connection", "ApiKey=@file:/not/there"], /\/not\/there cannot be read/],
    [["query", "SELECT 1", "--connection", "sandbox", "--probe"], /--probe goes together with --explain/],
    [["query", "SELECT 1", "--connection", "sandbox", "--max-requests", "some"], /--max-requests takes a whole number/],
    [["fly"], /no command "fly"/],
  ])("%j is a usage error", async (args, sentence) => {
    const outcome = await runHere(args);
    expect(outcome).toMatchObject({ code: 2, out: "" });
    expect(outcome.err).toMatch(sentence);
  });

  test("Ctrl-C ends a query with 130 and without rows", async () => {
    const stop = new AbortController();
    const never = await serveHandler(() => new Promise(() => stop.abort()));
    const running = runHere(["query", "SELECT id FROM charges", "--api-base", never.origin], { STRIPE_API_KEY: "sk_test_x" }, { signal: stop.signal });
    expect(await running).toEqual({ code: 130, out: "", err: "Cancelled.\n" });
    await never.close();
  });
});
