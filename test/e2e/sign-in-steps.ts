import type { Frame, Page } from "playwright-core";

import type { OpenWorkbench } from "./open-workbench";

/** What a person does to sign in with Stripe, step by step. */

/** From the ribbon to the press of *Sign in with Stripe*; the consent page that opens is on another origin. */
export async function beginSignIn(bench: OpenWorkbench, name: string): Promise<Page> {
  await bench.call("runCommand", "NewConnection");
  const pane = bench.pane();
  await pane.getByLabel("Name", { exact: true }).fill(name);
  return openConsent(bench, () => pane.getByRole("button", { name: "Sign in with Stripe" }).click());
}

/** The consent page of the window that an action opens. */
export async function openConsent(bench: OpenWorkbench, action: () => Promise<void>): Promise<Page> {
  const [consent] = await Promise.all([bench.page.context().waitForEvent("page"), action()]);
  await consent.waitForURL((url) => url.origin === bench.server.consentOrigin);
  return consent;
}

/** Chooses the first account and allows the access. */
export async function allow(consent: Page): Promise<void> {
  await consent.getByRole("radio").first().check();
  await consent.getByRole("button", { name: "Allow" }).click();
}

/** Waits for the finished sign-in and saves the connection. */
export async function saveSignedIn(pane: Frame): Promise<void> {
  await pane.getByText(/Signed in to acct_/).waitFor();
  await pane.getByRole("button", { name: "Save" }).click();
  await pane.getByRole("button", { name: "New connection" }).waitFor();
}

/** Signs in, allows, saves. */
export async function saveOAuthConnection(bench: OpenWorkbench, name: string): Promise<void> {
  await allow(await beginSignIn(bench, name));
  await saveSignedIn(bench.pane());
}
