/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../src/base/app-error";
import { acme } from "./fake-app";
import { query } from "./fake-queries";
import { allOffers, createFakeSession, grant } from "./fake-sign-ins";
import { button, field, showPane, tab } from "./show-pane";

afterEach(cleanup);

const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

/** The form with every offer, once the offers are there. */
async function openForm(options: Parameters<typeof showPane>[0] = {}) {
  const session = createFakeSession();
  const shown = showPane({ offers: allOffers, session, ...options });
  fireEvent.click(tab("Connections"));
  fireEvent.click(button("New connection"));
  await screen.findByText("Recommended");
  return { ...shown, session };
}

const pressSignIn = () => fireEvent.click(button("Sign in with Stripe"));

describe("signing in with Stripe", () => {
  test("without a gateway says why it is off, and a key still works", async () => {
    showPane();
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("New connection"));
    await screen.findByText(/Sign in with Stripe is off\. .* A restricted key works without one\./);
    expect(field("API key")).toBeTruthy();
  });

  test("lets choose test or live data and the kind of app, live and Stripe App at first", async () => {
    const { app } = await openForm();
    pressSignIn();
    await waitFor(() => expect(app.calls).toEqual(["sign in apps live"]));
    fireEvent.click(button("Cancel sign-in"));
    await screen.findByText("The sign-in was cancelled.");
    fireEvent.click(screen.getByRole("radio", { name: "Test data" }));
    fireEvent.click(screen.getByRole("radio", { name: "Connect" }));
    pressSignIn();
    await waitFor(() => expect(app.calls[1]).toBe("sign in connect test"));
  });

  test("waits with the next step in words, then shows the account, offers its accounts, and saves", async () => {
    const accounts = [{ id: "acct_shop", name: "Shop" }];
    const { app, session } = await openForm({ accounts });
    type("Name", "Books");
    pressSignIn();
    session.reach("waiting");
    await screen.findByText(/choose the account and allow access/);
    session.finish(grant);
    await screen.findByText("Signed in to acct_1Acme");
    fireEvent.change(await screen.findByLabelText("Account to read"), { target: { value: "acct_shop" } });
    fireEvent.click(button("Save"));
    await screen.findByText("Signed in with Stripe · acct_shop");
    expect(app.calls).toEqual(["sign in apps live", `accounts Books ${grant.id}`, `save Books ${grant.id}`]);
  });

  test("leaves what is typed while the window is open", async () => {
    const { session } = await openForm();
    pressSignIn();
    session.reach("waiting");
    type("Name", "Typed meanwhile");
    session.finish(grant);
    await screen.findByText("Signed in to acct_1Acme");
    expect((field("Name") as HTMLInputElement).value).toBe("Typed meanwhile");
  });

  test.each([
    ["Cancel", () => fireEvent.click(button("Cancel"))],
    ["leaving the page", () => fireEvent.click(tab("Get data"))],
    ["Change", () => fireEvent.click(button("Change"))],
  ])("that is finished and not saved is ended by %s", async (_, leave) => {
    const { app, session } = await openForm();
    pressSignIn();
    session.finish(grant);
    await screen.findByText("Signed in to acct_1Acme");
    leave();
    await waitFor(() => expect(app.calls).toContain(`give up ${grant.id}`));
  });

  test("that is saved is not ended", async () => {
    const { app, session } = await openForm();
    type("Name", "Books");
    pressSignIn();
    session.finish(grant);
    await screen.findByText("Signed in to acct_1Acme");
    fireEvent.click(button("Save"));
    await screen.findByText("Signed in with Stripe · acct_1Acme");
    expect(app.calls).not.toContain(`give up ${grant.id}`);
  });

  test("that is not saved and cannot be ended says so where the person is then", async () => {
    const giveUpFailure = new AppError("GATEWAY_UNAVAILABLE", "The sign-in could not be ended.");
    const { session } = await openForm({ giveUpFailure });
    pressSignIn();
    session.finish(grant);
    await screen.findByText("Signed in to acct_1Acme");
    fireEvent.click(button("Cancel"));
    await screen.findByText("The sign-in could not be ended.");
  });

  test("keeps its form where it is while the window opens, so that a double click meets nothing else", async () => {
    const { app } = await openForm();
    const before = [...document.querySelectorAll("form input, form button, [role=tab]")];
    pressSignIn();
    await screen.findByText("Opening a window for Stripe…");
    const after = new Set(document.querySelectorAll("form input, form button, [role=tab]"));
    expect(before.filter((one) => !after.has(one))).toEqual([]);
    expect(screen.getByRole("radio", { name: "Test data" }).hasAttribute("disabled")).toBe(true);
    pressSignIn();
    expect(app.calls).toEqual(["sign in apps live"]);
  });

  test("asks for the code when the window is gone; a wrong one can be corrected", async () => {
    const { session } = await openForm();
    pressSignIn();
    session.reach("codeWanted");
    await screen.findByText(/The window is closed, or it shows a code/);
    type("Code", "WRONG");
    fireEvent.click(button("Enter code"));
    await screen.findByText("This is not the code. Look at the window again.");
    type("Code", "GOOD-CODE");
    fireEvent.keyDown(field("Code"), { key: "Enter" });
    await screen.findByText("Signed in to acct_1Acme");
  });

  test("shows every failure with its next step, and can be tried again", async () => {
    const { session } = await openForm();
    pressSignIn();
    session.finish(new AppError("SIGN_IN_FAILED", "The browser blocked the window.", { hint: "Allow pop-ups for this site." }));
    await screen.findByText("The browser blocked the window.");
    expect(screen.getByText(/Allow pop-ups for this site/)).toBeTruthy();
    expect(button("Sign in with Stripe")).toBeTruthy();
  });

  test("with an own app shows the address to register, checks its fields, and hands the secret on", async () => {
    const { app } = await openForm();
    fireEvent.click(screen.getByRole("checkbox", { name: "Use my own OAuth app" }));
    expect(screen.getByText("https://gateway.test/oauth/callback")).toBeTruthy();
    pressSignIn();
    expect(screen.getByText("A client id starts with ca_.")).toBeTruthy();
    type("Client id", "ca_1");
    type("Client secret", "sk_live_1");
    type("Test link (optional)", "chnlink_1");
    expect(field("Client secret").getAttribute("type")).toBe("password");
    pressSignIn();
    await waitFor(() => expect(app.calls).toEqual(["sign in apps live ca_1 sk_live_1 chnlink_1"]));
  });
});

describe("keys and tokens in the form", () => {
  test("a refused try puts the focus into the first field that is wrong", async () => {
    const { app } = await openForm();
    type("API key", "rk_test_1");
    fireEvent.click(button("Save"));
    await waitFor(() => expect(document.activeElement).toBe(field("Name")));
    expect(app.calls).toEqual([]);
  });

  test("a refused try opens More settings when the fault is there", async () => {
    const { app } = await openForm();
    type("Name", "Books");
    type("API key", "rk_test_1");
    fireEvent.click(button("More settings"));
    type("Row limit", "many");
    fireEvent.click(button("More settings"));
    await waitFor(() => expect(screen.queryByLabelText("Row limit")).toBeNull());
    fireEvent.click(button("Test connection"));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Row limit")));
    expect(app.calls).toEqual([]);
  });

  test.each([
    ["rk_test_", "Test"],
    ["sk_live_a", "Live"],
  ])("the beginning %s shows the badge %s while it is typed", async (key, badge) => {
    await openForm();
    type("API key", key);
    expect(screen.getByText(badge)).toBeTruthy();
  });

  test("a live key that may do everything explains restricted keys and wants to be confirmed", async () => {
    await openForm();
    type("API key", "sk_live_1");
    expect(screen.getByText(/A restricted key \(rk_live_…\) that may only read does the same here/)).toBeTruthy();
    fireEvent.click(screen.getByRole("checkbox", { name: "Use this key nevertheless" }));
    type("API key", "rk_live_1");
    expect(screen.queryByRole("checkbox", { name: "Use this key nevertheless" })).toBeNull();
  });

  test("a token that was got elsewhere is taken instead of a key", async () => {
    const { app } = await openForm();
    type("Name", "Books");
    fireEvent.click(tab("Access token"));
    type("Token", "made-up-token");
    fireEvent.click(button("Save"));
    await waitFor(() => expect(app.calls).toEqual(["save Books made-up-token"]));
  });

  test("a pasted connection string fills the form and leaves the box at once; its key is not shown", async () => {
    const { app } = await openForm();
    fireEvent.click(button("More settings"));
    const clipboardData = { getData: () => "Name=Books;LiveApiKey=rk_test_1;Row limit=5;MaxRows=5" };
    fireEvent.paste(field("Connection string"), { clipboardData });
    expect(screen.getByText(/has no setting "Row limit"/)).toBeTruthy();
    fireEvent.paste(field("Connection string"), { clipboardData: { getData: () => "Name=Books;LiveApiKey=rk_test_1;MaxRows=5" } });
    expect([field("Connection string"), field("Name"), field("Row limit")].map((input) => (input as HTMLInputElement).value)).toEqual(["", "Books", "5"]);
    expect((field("API key") as HTMLInputElement).value).toBe("");
    expect(document.body.innerHTML).not.toContain("rk_test_1");
    fireEvent.click(button("Save"));
    await waitFor(() => expect(app.calls).toEqual(["save Books rk_test_1"]));
  });
});

describe("a sign-in that ended", () => {
  const oauth = { ...acme, signIn: "oauth", needsSignIn: true } as const;

  test("is marked in the list; Reconnect signs in again and puts the new sign-in in its place", async () => {
    const session = createFakeSession();
    const { app } = showPane({ connections: [oauth], session });
    fireEvent.click(tab("Connections"));
    expect(screen.getByText("Sign in again")).toBeTruthy();
    fireEvent.click(button("Reconnect Acme"));
    session.finish(grant);
    await screen.findByText("Connected again.");
    expect(app.calls).toEqual(["sign in again Acme", `reconnect Acme ${grant.id}`]);
    expect(screen.queryByText("Sign in again")).toBeNull();
  });

  test("of a key leads to the form with the connection's name", () => {
    showPane({ connections: [{ ...acme, needsSignIn: true }] });
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("Reconnect Acme"));
    expect((field("Name") as HTMLInputElement).value).toBe("Acme");
  });

  test("is disconnected after one question; what is left to do at Stripe is said", async () => {
    const removalWarning = new AppError("STRIPE_UNAVAILABLE", "Stripe could not be told.", { hint: "Remove the app in Stripe too." });
    const { app } = showPane({ connections: [oauth], removalWarning });
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("Disconnect Acme"));
    expect(app.calls).toEqual([]);
    fireEvent.click(button("Disconnect"));
    await screen.findByText("Stripe could not be told.");
    expect(app.calls).toEqual(["remove Acme"]);
  });

  test("shows Reconnect below the query that failed", async () => {
    const { app, pane } = showPane({ connections: [oauth], queries: [query()] });
    const failure = new AppError("REAUTH_REQUIRED", 'The connection "Acme" has to be signed in again.');
    app.queries.list.set(app.queries.list.get().map((state) => ({ ...state, error: failure })));
    pane.page.set("queries");
    expect(await screen.findByRole("button", { name: "Reconnect Acme" })).toBeTruthy();
  });
});

describe("procedures", () => {
  test("are picked, filled in and run from the list of connections; tokens in the result are masked", async () => {
    const { app } = showPane();
    fireEvent.click(tab("Connections"));
    fireEvent.click(button("Procedures"));
    fireEvent.change(field("Procedure"), { target: { value: "GetOAuthAccessToken" } });
    type("Verifier", "ABCD-1234");
    fireEvent.click(button("Run"));
    await screen.findByText(/^sk_test_….{4}$/);
    expect(app.calls).toEqual(['run GetOAuthAccessToken {"Verifier":"ABCD-1234"} Acme']);
  });
});

describe("a gateway that does not know this Excel", () => {
  test("asks for a join code, which goes on as a secret; Not now goes on without one", async () => {
    const { pane } = showPane();
    const answers: unknown[] = [];
    const ask = () => pane.joinCode.set({ answer: (code) => (answers.push(code?.reveal() ?? null), pane.joinCode.set(null)) });
    ask();
    fireEvent.change(await screen.findByLabelText("Join code"), { target: { value: " J-1 " } });
    fireEvent.click(button("Join"));
    await waitFor(() => expect(answers).toEqual(["J-1"]));
    ask();
    fireEvent.click(await screen.findByRole("button", { name: "Not now" }));
    await waitFor(() => expect(answers).toEqual(["J-1", null]));
  });
});
