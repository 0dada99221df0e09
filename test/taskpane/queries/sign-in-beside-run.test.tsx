/** @jest-environment jsdom */
import { afterEach, describe, expect, test } from "@jest/globals";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";

import { AppError } from "../../../src/base/app-error";
import { acme } from "../fake-app";
import { query } from "../fake-queries";
import { createFakeSession, grant } from "../fake-sign-ins";
import { button, showPane, tab } from "../show-pane";

afterEach(cleanup);

const signInNeeded = new AppError("REAUTH_REQUIRED", 'The connection "Acme" has to be signed in again.');

/** A query whose sign-in ended, and a person who has begun a new one, while its schedule starts a run. */
async function openSigningIn() {
  const session = createFakeSession();
  const shown = showPane({ connections: [{ ...acme, signIn: "oauth", needsSignIn: true }], queries: [query()], session });
  const { app } = shown;
  app.queries.list.set(app.queries.list.get().map((state) => ({ ...state, error: signInNeeded })));
  fireEvent.click(tab("Queries"));
  fireEvent.click(button("Reconnect Acme"));
  await screen.findByRole("group", { name: "Signing in" });
  app.hold();
  const run = app.queries.refresh("q1", { signal: new AbortController().signal }, { cause: "schedule" });
  await screen.findByText("Reading… 300 rows, 3 requests");
  return { ...shown, session, run };
}

describe("a sign-in under way while its query's schedule starts a run", () => {
  test("goes on, is seen and can be finished", async () => {
    const { app, session, run } = await openSigningIn();
    expect(screen.getByRole("group", { name: "Signing in" })).toBeTruthy();
    session.finish(grant);
    await waitFor(() => expect(app.calls).toContain(`reconnect Acme ${grant.id}`));
    app.release();
    await run;
    await waitFor(() => expect(screen.queryByRole("group", { name: "Signing in" })).toBeNull());
    expect(screen.queryByRole("button", { name: "Reconnect Acme" })).toBeNull();
  });

  test("outlives that run, whatever came of it, and can be left", async () => {
    const { app, run } = await openSigningIn();
    app.release();
    await run;
    await screen.findByText("1,200 rows, complete · Acme");
    fireEvent.click(button("Cancel sign-in"));
    await waitFor(() => expect(screen.queryByRole("group", { name: "Signing in" })).toBeNull());
    expect(app.calls).not.toContain(`reconnect Acme ${grant.id}`);
  });

  test("ends with the page that shows it", async () => {
    const { app, session } = await openSigningIn();
    fireEvent.click(tab("Get data"));
    await expect(session.grant).rejects.toMatchObject({ code: "CANCELLED" });
    app.release();
  });
});
