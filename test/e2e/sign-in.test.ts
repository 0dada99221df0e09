import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

import { findSecrets, type KnownSecret } from "../secret-scan/find-secrets";
import { recordIssued } from "../secret-scan/issued-secrets";
import { openWorkbench, type OpenWorkbench } from "./open-workbench";
import { chooseTable, insert, scheduleEvery } from "./pane-steps";
import { type Passed, recordTraffic } from "./record-traffic";
import { allow, beginSignIn, openConsent, saveOAuthConnection, saveSignedIn } from "./sign-in-steps";
import { waitUntil } from "./wait-until";

type Charge = { readonly id: string };

const minuteMs = 60_000;

describe("signing in with Stripe in a browser, on the real office.js", () => {
  let bench: OpenWorkbench;
  let issued: readonly KnownSecret[];
  let traffic: () => Promise<readonly Passed[]>;

  beforeAll(async () => {
    bench = await openWorkbench();
    issued = recordIssued(bench.server.sandbox);
    traffic = recordTraffic(bench.page);
  }, 120_000);

  afterAll(() => bench.close());

  const charges = (): readonly Charge[] => bench.server.sandbox.all("charge");
  const firstColumn = async (): Promise<readonly unknown[]> => {
    const found = (await bench.call("tables")).find(({ name }) => name === "Charges");
    if (!found) return [];
    const { values } = await bench.call("getCells", found.address);
    return values.slice(1).map(([id]) => id);
  };
  /** Ends the app's access in Stripe, as a person does in the Dashboard. */
  const uninstall = () => bench.server.sandbox.oauth.uninstall("ca_sandbox", bench.server.sandbox.accounts().platform);

  test("Deny ends in its sentence, and nothing is connected", async () => {
    const consent = await beginSignIn(bench, "Denied");
    await consent.getByRole("button", { name: "Deny" }).click();
    await bench.pane().getByText("Stripe was told not to allow the connection.").waitFor();
    expect(await bench.pane().getByText(/Signed in to/).count()).toBe(0);
  }, 60_000);

  test("a closed window asks for the code, in case there is one, and can be given up", async () => {
    const consent = await beginSignIn(bench, "Closed");
    await consent.close();
    const pane = bench.pane();
    await pane.getByText(/The window is closed, or it shows a code/).waitFor();
    await pane.getByRole("button", { name: "Cancel sign-in" }).click();
    await pane.getByText("The sign-in was cancelled.").waitFor();
  }, 60_000);

  test("Cancel closes the window of the sign-in", async () => {
    const consent = await beginSignIn(bench, "Cancelled");
    const closed = consent.waitForEvent("close");
    await bench.pane().getByRole("button", { name: "Cancel sign-in" }).click();
    await closed;
    await bench.pane().getByText("The sign-in was cancelled.").waitFor();
  }, 60_000);

  test("ribbon, New connection, consent page on another origin, Allow: the table is inserted", async () => {
    await saveOAuthConnection(bench, "Acme");
    expect(await bench.pane().getByText("Signed in with Stripe").count()).toBe(1);
    const pane = await chooseTable(bench, "Acme", "Charges");
    await insert(pane);
    expect(await firstColumn()).toEqual(charges().slice(0, 1_000).map(({ id }) => id));
  }, 120_000);

  test("the page never had a token: every read of Stripe went through the gateway", () => {
    expect(bench.complaints).toEqual([]);
  });

  test("no token and no code is in what the pane sent or received, from sign-in to refresh", async () => {
    await bench.advance(2 * 60 * minuteMs);
    await bench.call("runCommand", "RefreshAll");
    await bench.call("idle");
    const all = await traffic();
    const kinds = new Set(issued.map(({ name }) => name));
    expect([...kinds].sort()).toEqual(["a refresh token", "an access token", "an authorization code"]);
    expect(all.filter(({ what }) => what.startsWith("sent") && what.includes("/v1/")).length).toBeGreaterThan(0);
    expect(all.filter(({ what, bytes }) => what.startsWith("received") && what.includes("/v1/") && bytes.byteLength > 0).length).toBeGreaterThan(0);
    const found = all.flatMap(({ what, bytes }) => findSecrets(bytes, issued).map((finding) => ({ ...finding, where: what })));
    expect(found.filter(({ what }) => kinds.has(what))).toEqual([]);
  }, 60_000);

  test("a workbook that is opened again refreshes on its schedule with the stored sign-in, hours later, without asking", async () => {
    await scheduleEvery(bench, 30);
    await bench.call("openWorkbook", await bench.call("saveWorkbook"));
    const [newest] = charges();
    bench.server.sandbox.create("charge", {});
    expect(charges()[0]?.id).not.toBe(newest?.id);
    const windows: string[] = [];
    bench.page.context().on("page", (page) => windows.push(page.url()));
    await bench.pane().getByText("Stripe").first().waitFor({ state: "attached" });
    await waitUntil(async () => {
      await bench.advance(35 * minuteMs);
      return (await firstColumn())[0] === charges()[0]?.id;
    });
    expect(windows).toEqual([]);
  }, 120_000);

  test("a sign-in that Stripe ended names the connection, and Reconnect mends it", async () => {
    expect(uninstall()).toBe(true);
    await bench.call("runCommand", "RefreshAll");
    const pane = bench.pane();
    await pane.getByText('The connection "Acme" has to be signed in again.').waitFor();
    await bench.call("setCell", "Z1", '=STRIPE.QUERY("SELECT id FROM customers LIMIT 1","Acme")');
    await bench.call("idle");
    expect(await bench.call("errorText", "Z1")).toContain('The connection "Acme" has to be signed in again.');
    await allow(await openConsent(bench, () => pane.getByRole("button", { name: "Reconnect Acme" }).click()));
    // When its schedule waited for the sign-in too, it goes on at once.
    await pane.getByText(/^Connected again\.$|^Refreshed just now by its schedule/).first().waitFor();
    bench.server.sandbox.create("charge", {});
    await bench.call("runCommand", "RefreshAll");
    await waitUntil(async () => (await firstColumn())[0] === charges()[0]?.id);
  }, 120_000);

  test("Disconnect ends the access at Stripe's end too", async () => {
    await bench.call("runCommand", "ManageConnections");
    const pane = bench.pane();
    await pane.getByRole("button", { name: "Disconnect Acme" }).click();
    await pane.getByRole("button", { name: "Disconnect", exact: true }).click();
    await pane.getByText("Signed in with Stripe").waitFor({ state: "detached" });
  }, 60_000);

  test("a blocked pop-up ends in its sentence", async () => {
    await bench.call("runCommand", "NewConnection");
    const pane = bench.pane();
    await pane.evaluate(() => Object.assign(window, { open: () => null }));
    await pane.getByRole("button", { name: "Sign in with Stripe" }).click();
    await pane.getByText(/blocked/i).first().waitFor();
  }, 60_000);
});

describe("where Stripe's page cuts the link to Excel (Cross-Origin-Opener-Policy)", () => {
  let bench: OpenWorkbench;
  let issued: readonly KnownSecret[];

  beforeAll(async () => {
    bench = await openWorkbench({ oauth: { coop: true } });
    issued = recordIssued(bench.server.sandbox);
  }, 120_000);

  afterAll(() => bench.close());

  test("a wrong code is refused, and the typed code of the last page finishes the sign-in", async () => {
    const consent = await beginSignIn(bench, "Acme");
    const pane = bench.pane();
    await pane.getByLabel("Code", { exact: true }).waitFor();
    await allow(consent);
    const code = await consent.locator(".code").innerText();
    const inWindow = findSecrets(Buffer.from(await consent.content()), issued).map(({ what }) => what);
    expect([issued.length > 0, inWindow]).toEqual([true, []]);
    await pane.getByLabel("Code", { exact: true }).fill("AAAA-AAAA");
    await pane.getByRole("button", { name: "Enter code" }).click();
    await pane.getByRole("alert").filter({ hasText: /code/i }).first().waitFor();
    await pane.getByLabel("Code", { exact: true }).fill(code.toLowerCase());
    await pane.getByRole("button", { name: "Enter code" }).click();
    await saveSignedIn(pane);
    await insert(await chooseTable(bench, "Acme", "Charges"));
    expect((await bench.call("tables")).map(({ name }) => name)).toContain("Charges");
  }, 120_000);
});
