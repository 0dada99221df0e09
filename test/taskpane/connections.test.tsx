/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { acme } from "./fake-app";
import { button, field, showPane, tab } from "./show-pane";

afterEach(cleanup);

const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

function openForm(options: Parameters<typeof showPane>[0] = {}) {
  const shown = showPane(options);
  fireEvent.click(tab("Connections"));
  fireEvent.click(button("New connection"));
  return shown;
}

describe("new connection", () => {
  test("hides the key while it is typed and recommends a restricted one", () => {
    openForm();
    expect(field("API key").getAttribute("type")).toBe("password");
    expect(screen.getByText("A restricted key that may only read is safest.")).toBeTruthy();
    expect(button("How to make a restricted key")).toBeTruthy();
  });

  test("Test shows the account, its mode, and what the key may and may not read", async () => {
    const { app } = openForm();
    type("Name", "Books");
    type("API key", " rk_test_1 ");
    fireEvent.click(button("Test connection"));
    const result = within(await screen.findByRole("region", { name: "Test result" }));
    expect(result.getByText("Acme GmbH")).toBeTruthy();
    expect(result.getByText("Test")).toBeTruthy();
    expect(result.getAllByLabelText("May read")).toHaveLength(3);
    expect(result.getByText("Payouts").getAttribute("title")).toBe("Missing permission: rak_payout_read");
    expect(app.calls).toEqual(["test Books rk_test_1", "accounts Books rk_test_1"]);
  });

  test("a wrong key is answered by one sentence and the next step, and nothing is saved", async () => {
    const { app } = openForm();
    type("Name", "Books");
    type("API key", "rk_test_bad");
    fireEvent.click(button("Test connection"));
    await screen.findByText("Stripe does not know this key.");
    expect(screen.getByText(/Copy it again from Stripe's API keys page/)).toBeTruthy();
    expect(app.calls).toEqual(["test Books rk_test_bad"]);
  });

  test("Save keeps the connection and shows it in the list with its mode", async () => {
    const { app } = openForm({ connections: [] });
    type("Name", "Books");
    type("API key", "rk_test_1");
    fireEvent.click(button("Save"));
    await screen.findByText("Books");
    expect(screen.getByText("Test")).toBeTruthy();
    expect(app.calls).toEqual(["save Books rk_test_1"]);
  });

  test("a full device store keeps the form open and says so", async () => {
    openForm();
    type("Name", "Full");
    type("API key", "rk_test_1");
    fireEvent.click(button("Save"));
    await screen.findByText("This device has no space left.");
    expect(field("Name")).toBeTruthy();
  });

  test("an empty form and a publishable key are refused before anything is sent", () => {
    const { app } = openForm();
    fireEvent.click(button("Save"));
    expect(screen.getByText("Give the connection a name.")).toBeTruthy();
    expect(screen.getByText("Paste a restricted key or an API key.")).toBeTruthy();
    type("API key", "pk_test_1");
    expect(screen.getByText(/publishable key, which cannot read data/)).toBeTruthy();
    expect(app.calls).toEqual([]);
  });

  test("Cancel goes back to the list and saves nothing", () => {
    const { app } = openForm();
    type("Name", "Books");
    fireEvent.click(button("Cancel"));
    expect(screen.getByRole("heading", { name: "Connections" })).toBeTruthy();
    expect(app.calls).toEqual([]);
  });

  test("More settings take another API root and a connected account", () => {
    openForm();
    fireEvent.click(button("More settings"));
    type("API root", "not an address");
    type("Account id", "1234");
    fireEvent.click(button("Save"));
    expect(screen.getByText("The API root is an address that starts with https://.")).toBeTruthy();
    expect(screen.getByText("An account id starts with acct_.")).toBeTruthy();
  });

  test.each([
    ["device", /kept encrypted on this device, never in the workbook/],
    ["memory", /kept in memory only and forgotten when Excel closes/],
  ] as const)("says that keys are kept in the %s", (storage, text) => {
    openForm({ storage });
    expect(screen.getByText(text)).toBeTruthy();
  });

  test("says why keys are kept in memory only, and what helps", () => {
    const storageProblem = new AppError("STORAGE_UNAVAILABLE", "This device has no space left.", { hint: "Free some space." });
    openForm({ storage: "memory", storageProblem });
    expect(screen.getByText(/kept in memory only .* This device has no space left\. Free some space\./)).toBeTruthy();
  });

  test("says that tokens of the device are kept in memory only where the browser keeps none, although keys are at the server", () => {
    const tokensProblem = new AppError("STORAGE_UNAVAILABLE", "The connector's settings on this device cannot be read.", { hint: "Allow this site to store data." });
    openForm({ storage: "vault", tokensProblem });
    expect(screen.getByText(/connector's server for you, .* Tokens that were to stay on this device are kept in memory only .* Allow this site to store data\./)).toBeTruthy();
  });

  test("warns that a connection is replaced, also when its name differs in case only", () => {
    openForm();
    type("Name", " ACME");
    expect(screen.getByText(/A connection with this name exists/)).toBeTruthy();
  });

  test("is the one that data is got from next", async () => {
    openForm();
    type("Name", "Books");
    type("API key", "rk_test_1");
    fireEvent.click(button("Save"));
    await screen.findByText("Books");
    fireEvent.click(tab("Get data"));
    expect((field("Connection") as HTMLSelectElement).value).toBe("Books");
  });
});

describe("connection list", () => {
  test("says how much of Stripe's allowance an account has read, and what that is", async () => {
    showPane({ reads: { count: 1240, since: 0, floor: 10_000 } });
    fireEvent.click(tab("Connections"));
    await screen.findByText(/1,240 of 10,000 reads in 30 days/);
    fireEvent.click(button("What counts"));
    expect(screen.getByText(/500 times for each payment where that is more/)).toBeTruthy();
  });

  test("without connections offers to make one", () => {
    showPane({ connections: [] });
    fireEvent.click(tab("Connections"));
    expect(screen.getByText("No connections yet")).toBeTruthy();
    fireEvent.click(button("New connection"));
    expect(screen.getByRole("heading", { name: "New connection" })).toBeTruthy();
  });

  test("shows each connection with its mode, kind of key and account", () => {
    showPane({ connections: [{ ...acme, name: "Live one", mode: "live", signIn: "secretKey", accountId: "acct_7" }] });
    fireEvent.click(tab("Connections"));
    const row = within(screen.getByRole("listitem"));
    expect(row.getByText("Live")).toBeTruthy();
    expect(row.getByText("API key · acct_7")).toBeTruthy();
  });

  test.each([
    ["the account that was signed in to", null, "Signed in with Stripe · acct_1Acme"],
    ["the connected account that it reads", "acct_shop", "Signed in with Stripe · acct_shop"],
  ])("shows of a sign-in with Stripe %s", (_, accountId, text) => {
    showPane({ connections: [{ ...acme, signIn: "oauth", account: "acct_1Acme", accountId }] });
    fireEvent.click(tab("Connections"));
    expect(screen.getByText(text)).toBeTruthy();
  });

  test("removes a connection only after it was asked for twice", async () => {
    const { app } = showPane();
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("Remove Acme"));
    expect(app.calls).toEqual([]);
    fireEvent.click(button("Remove"));
    await waitFor(() => expect(app.calls).toEqual(["remove Acme"]));
  });

  test("a built-in connection cannot be removed", () => {
    showPane({ connections: [{ ...acme, name: "sandbox", builtIn: true }] });
    fireEvent.click(tab("Connections"));
    expect(screen.getByText("Built in")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Remove/ })).toBeNull();
  });
});

describe("connections that cannot be read", () => {
  test("do not look like none: the sentence says why, and they can be read again", async () => {
    const loadFailure = new AppError("GATEWAY_UNAVAILABLE", "The connector's server does not answer.", { hint: "Try again in a minute." });
    showPane({ storage: null, loadFailure });
    fireEvent.click(tab("Connections"));
    await screen.findByText("The connector's server does not answer.");
    expect(screen.queryByText("No connections yet")).toBeNull();
    fireEvent.click(button("Try again"));
    await screen.findByText("Acme");
    expect(screen.queryByText("The connector's server does not answer.")).toBeNull();
  });
});
