import type { Frame } from "playwright-core";

import type { OpenWorkbench } from "./open-workbench";

/** What a person does in the pane, step by step. */

/** Makes a connection with a key, from the ribbon to *Save*; the connection's name is then in the list. */
export async function saveConnection(bench: OpenWorkbench, name: string, key: string): Promise<void> {
  await bench.call("runCommand", "NewConnection");
  const pane = bench.pane();
  await pane.getByLabel("Name", { exact: true }).fill(name);
  await pane.getByLabel("API key").fill(key);
  await pane.getByRole("button", { name: "Save" }).click();
  await pane.getByRole("button", { name: "New connection" }).waitFor();
}

/** Opens *Get data*, chooses the connection and finds the table by its title, such as `Charges`. */
export async function chooseTable(bench: OpenWorkbench, connection: string, title: string): Promise<Frame> {
  await bench.call("runCommand", "FromStripe");
  const pane = bench.pane();
  await pane.getByLabel("Connection", { exact: true }).selectOption(connection);
  await pane.getByLabel("Search tables").fill(title);
  await pane.getByRole("button", { name: title, exact: true }).click();
  return pane;
}

/** Presses *Insert* and waits for the line that says what was inserted. */
export async function insert(pane: Frame): Promise<string> {
  await pane.getByRole("button", { name: "Insert" }).click();
  const line = pane.getByText(/rows? inserted/i).first();
  await line.waitFor();
  return (await line.textContent()) ?? "";
}

/** From the ribbon to *Queries*, where the first query gets a schedule. */
export async function scheduleEvery(bench: OpenWorkbench, minutes: number): Promise<void> {
  await bench.call("runCommand", "Queries");
  const pane = bench.pane();
  await pane.getByRole("button", { name: "Schedule" }).click();
  await pane.getByLabel("Repeat").selectOption("every");
  await pane.getByLabel("Minutes").fill(String(minutes));
  await pane.getByText(new RegExp(`every ${minutes} minutes`, "i")).waitFor();
}
