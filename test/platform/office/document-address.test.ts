import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { createDocumentAddress } from "../../../src/platform/office/document-address";
import { type StartedOffice, startOffice } from "../../excel-sim/jest-office";

const going = () => new AbortController().signal;
const opened = "https://acme.example/Book1.xlsx";

let office: StartedOffice;
let address: ReturnType<typeof createDocumentAddress>;
const start = async (file: string | null) => {
  office = await startOffice({ address: file });
  address = createDocumentAddress();
};
beforeEach(() => start(opened));
afterEach(() => office.close());

describe("the workbook's address", () => {
  test("is that of the file now, also when it was saved elsewhere since the add-in started", async () => {
    expect(await address(going())).toBe(opened);
    office.host.file.address = "https://acme.example/Copy.xlsx";
    expect([await address(going()), Office.context.document.url]).toEqual(["https://acme.example/Copy.xlsx", opened]);
  });

  test.each(["given", "failing"] as const)("is none while the file was never saved, with its properties %s then", async (properties) => {
    office.close();
    await start(null);
    office.host.file.properties = properties;
    expect(await address(going())).toBeNull();
    office.host.file.address = opened;
    office.host.file.properties = "given";
    expect(await address(going())).toBe(opened);
  });

  test("is that of the start where Excel has not said another", async () => {
    office.host.file.properties = "failing";
    expect(await address(going())).toBe(opened);
  });

  test("is what Excel said last while it does not say", async () => {
    office.host.file.address = "https://acme.example/Copy.xlsx";
    await address(going());
    office.host.file.properties = "failing";
    expect(await address(going())).toBe("https://acme.example/Copy.xlsx");
  });

  test("is not waited for by who has left", async () => {
    await expect(address(AbortSignal.abort(new Error("left")))).rejects.toThrow("left");
  });
});
