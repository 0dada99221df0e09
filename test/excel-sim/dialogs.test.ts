import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startOffice, type StartedOffice } from "./jest-office";

let office: StartedOffice;
beforeEach(async () => {
  office = await startOffice();
});
afterEach(() => office.close());

const open = (url: string): Promise<Office.AsyncResult<Office.Dialog>> =>
  new Promise((resolve) => Office.context.ui.displayDialogAsync(url, { height: 50, width: 30 }, resolve));

/** Opens the dialog and collects what it tells the pane. */
async function openAndListen(): Promise<{ readonly dialog: Office.Dialog; readonly heard: unknown[] }> {
  const { value: dialog } = await open("https://localhost/dialog.html");
  const heard: unknown[] = [];
  dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) => heard.push(event));
  dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) => heard.push(event));
  return { dialog, heard };
}

const delivered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));

describe("a dialog", () => {
  test("sends messages to the pane and gets some back", async () => {
    const { dialog, heard } = await openAndListen();
    office.host.dialogs.current()?.messageParent("code=1");
    dialog.messageChild("thanks");
    await delivered();
    expect(heard).toMatchObject([{ message: "code=1", origin: "https://localhost" }]);
    expect(office.host.dialogs.current()?.fromPane).toEqual(["thanks"]);
  });

  test("that loses its link or is closed by the person raises 12006", async () => {
    const { heard } = await openAndListen();
    office.host.dialogs.current()?.raise(12006);
    await delivered();
    expect(heard).toMatchObject([{ error: 12006 }]);
    expect(office.host.dialogs.current()).toBeNull();
  });

  test("closes when the pane says so", async () => {
    const { dialog } = await openAndListen();
    dialog.close();
    await delivered();
    expect(office.host.dialogs.current()).toBeNull();
  });

  test.each([
    ["on another domain", "https://example.com/dialog.html", 12004],
    ["without https", "http://localhost/dialog.html", 12005],
  ])("%s is refused", async (_, url, code) => {
    const result = await open(url);
    expect([result.status, result.error.code]).toEqual(["failed", code]);
  });

  test("is refused while another is open, or when a test says so", async () => {
    await open("https://localhost/dialog.html");
    expect((await open("https://localhost/dialog.html")).error.code).toBe(12007);
    office.host.dialogs.refuseNext(12009);
    expect((await open("https://localhost/dialog.html")).error.code).toBe(12009);
  });
});
