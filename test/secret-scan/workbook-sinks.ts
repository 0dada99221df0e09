import type { VersionedStore } from "../../src/platform/ports";
import type { StartedOffice } from "../excel-sim/jest-office";
import { going } from "../app/harness";
import type { Sink } from "./sink";

const encoder = new TextEncoder();

/** Text of a place as bytes. */
const sink = (name: string, read: () => Promise<string>, plant: Sink["plant"]): Sink => ({ name, read: async () => encoder.encode(await read()), plant });

/** Where an add-in can keep something beside the cells: what is saved with the workbook, and what follows the person. */
export function workbookSinks({ host, Office }: StartedOffice, roaming: VersionedStore): readonly Sink[] {
  const { settings } = Office.context.document;
  return [
    sink("custom XML parts", readParts, (text) =>
      Excel.run(async (context) => {
        context.workbook.customXmlParts.add(`<note xmlns="urn:planted">${text}</note>`);
        await context.sync();
      }),
    ),
    sink("settings of the workbook", readSettings, (text) =>
      Excel.run(async (context) => {
        context.workbook.settings.add("planted", { text });
        await context.sync();
      }),
    ),
    sink("settings of the document", () => Promise.resolve(JSON.stringify([...host.documentSettings])), (text) => {
      settings.set("planted", { text });
      return new Promise((resolve) => settings.saveAsync(() => resolve()));
    }),
    sink("roaming settings", async () => (await roaming.load(going()))?.text ?? "", async (text) => {
      const before = await roaming.load(going());
      await roaming.save(`${before?.text ?? ""}${text}`, before?.etag ?? null, going());
    }),
  ];
}

const readParts = () =>
  Excel.run(async (context) => {
    const parts = context.workbook.customXmlParts.load("items/id");
    await context.sync();
    const texts = parts.items.map((part) => part.getXml());
    await context.sync();
    return texts.map(({ value }) => value).join("\n");
  });

const readSettings = () =>
  Excel.run(async (context) => {
    const settings = context.workbook.settings.load("items/key,items/value");
    await context.sync();
    return JSON.stringify(settings.items.map(({ key, value }) => [key, value as unknown]));
  });
