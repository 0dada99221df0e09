import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { AppError } from "../../../src/base/app-error";
import { dialogAdvices } from "../../../src/platform/office/dialog-errors";
import { createOfficeDialogs } from "../../../src/platform/office/dialogs";
import type { Dialogs } from "../../../src/platform/ports";
import { currentRequirementSets } from "../../excel-sim/host/requirement-sets";
import { startOffice, type StartedOffice } from "../../excel-sim/jest-office";

const url = "https://localhost/dialog-start.html?state=abc";
const { signal: going } = new AbortController();
const failure = (attempt: Promise<unknown>) => attempt.then(() => null, (thrown: unknown) => AppError.from(thrown));

let office: StartedOffice;
let dialogs: Dialogs;
beforeEach(async () => {
  office = await startOffice();
  dialogs = createOfficeDialogs();
});
afterEach(() => office.close());

/** The dialog, once it is there. */
async function shown() {
  for (;;) {
    const dialog = office.host.dialogs.current();
    if (dialog) return dialog;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Opens a dialog and lets a test play its page. */
async function openAnd(play: (dialog: Awaited<ReturnType<typeof shown>>) => void, signal = going) {
  const end = dialogs.open(url, signal);
  end.catch(() => undefined);
  play(await shown());
  return end;
}

describe("an Office dialog", () => {
  test("ends with its first message and the origin that sent it, and is closed then", async () => {
    const end = await openAnd((dialog) => dialog.messageParent("done"));
    expect(end).toEqual({ kind: "message", message: { text: "done", origin: "https://localhost" } });
    expect(office.host.dialogs.current()).toBeNull();
  });

  test("shows the page that it was asked for", async () => {
    await openAnd((dialog) => {
      expect(dialog.url).toBe(url);
      dialog.messageParent("done");
    });
  });

  test("ends as closed when the person closes it or a page cuts its link (12006)", async () => {
    expect(await openAnd((dialog) => dialog.raise(12006))).toEqual({ kind: "closed" });
  });

  test("is closed when the caller leaves", async () => {
    const leaving = new AbortController();
    expect(await failure(openAnd(() => leaving.abort(), leaving.signal))).toMatchObject({ code: "CANCELLED" });
    expect(office.host.dialogs.current()).toBeNull();
  });

  test("does not open for a caller that has left already", async () => {
    expect(await failure(dialogs.open(url, AbortSignal.abort()))).toMatchObject({ code: "CANCELLED" });
    expect(office.host.dialogs.current()).toBeNull();
  });

  test("is the only one: a second is refused, and another may follow when the first has ended", async () => {
    const first = dialogs.open(url, going);
    const dialog = await shown();
    expect(await failure(dialogs.open(url, going))).toMatchObject({ code: "SIGN_IN_FAILED", detail: { office: 12007 } });
    dialog.messageParent("done");
    await first;
    expect(await openAnd((next) => next.messageParent("again"))).toMatchObject({ message: { text: "again" } });
  });

  test.each([12002, 12003])("that ends with event %d says why", async (code) => {
    expect(await failure(openAnd((dialog) => dialog.raise(code)))).toMatchObject({
      code: "SIGN_IN_FAILED",
      message: dialogAdvices[code]?.sentence,
      detail: { office: code },
    });
  });

  test.each([12004, 12005, 12007, 12009, 12011])("that Office refuses with %d says what to do, and the next may open", async (code) => {
    office.host.dialogs.refuseNext(code);
    expect(await failure(dialogs.open(url, going))).toMatchObject({
      code: "SIGN_IN_FAILED",
      message: dialogAdvices[code]?.sentence,
      hint: dialogAdvices[code]?.hint,
    });
    expect(await openAnd((dialog) => dialog.messageParent("done"))).toMatchObject({ kind: "message" });
  });

  test("of another domain or without encryption is refused by Office itself", async () => {
    expect(await failure(dialogs.open("https://elsewhere.example/", going))).toMatchObject({ detail: { office: 12004 } });
    expect(await failure(dialogs.open("http://localhost/", going))).toMatchObject({ detail: { office: 12005 } });
  });

  test("that fails with a code nobody documented still gets a sentence", async () => {
    office.host.dialogs.refuseNext(12999);
    expect(await failure(dialogs.open(url, going))).toMatchObject({ code: "SIGN_IN_FAILED", hint: expect.any(String) as unknown, detail: { office: 12999 } });
  });

  test("is refused with a sentence by an Excel that has none", async () => {
    office.close();
    office = await startOffice({ requirementSets: { ...currentRequirementSets, DialogApi: 1.0 } });
    expect(await failure(dialogs.open(url, going))).toMatchObject({ code: "WORKBOOK_REFUSED", message: "This version of Excel cannot open a sign-in window." });
  });
});

describe("the sentences for dialogs", () => {
  /** All codes of office.js from 12000 on; Microsoft documents seven of them. */
  const known = Array.from({ length: 15 }, (_, index) => 12_000 + index);

  test("cover every code, each with one sentence and a next step", () => {
    expect(Object.keys(dialogAdvices).map(Number)).toEqual(known);
    for (const { sentence, hint } of Object.values(dialogAdvices)) {
      expect(sentence).toMatch(/^[A-Z][^.]*\.$/);
      expect(hint).toMatch(/^[A-Z].*\.$/);
    }
  });
});
