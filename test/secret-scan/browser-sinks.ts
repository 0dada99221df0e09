import type { OpenWorkbench } from "../e2e/open-workbench";
import type { Sink } from "./sink";

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

/** Everything that the workbook holds and that travels with its file: cells, custom XML parts, settings. */
function workbookSinks(bench: OpenWorkbench): readonly Sink[] {
  const read = async (): Promise<Uint8Array> => bytesOf(await bench.call("saveWorkbook"));
  return [
    {
      name: "cells of the workbook",
      read,
      plant: (text) =>
        bench.pane().evaluate(
          (value) =>
            Excel.run(async (context) => {
              context.workbook.worksheets.add().getRange("A1").values = [[value]];
              await context.sync();
            }),
          text,
        ),
    },
    {
      name: "custom XML parts of the workbook",
      read,
      plant: (text) =>
        bench.pane().evaluate(
          (value) =>
            Excel.run(async (context) => {
              context.workbook.customXmlParts.add(`<planted xmlns="urn:planted">${value}</planted>`);
              await context.sync();
            }),
          text.replaceAll("&", "&amp;").replaceAll("<", "&lt;"),
        ),
    },
    {
      name: "settings of the workbook",
      read,
      plant: (text) =>
        bench.pane().evaluate(
          (value) =>
            new Promise<void>((resolve) => {
              Office.context.document.settings.set("planted", value);
              Office.context.document.settings.saveAsync(() => resolve());
            }),
          text,
        ),
    },
  ];
}

/** All databases of the page's origin, with keys and values as the page itself could read them. */
function dumpIndexedDb(): Promise<string> {
  const finished = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("the browser refused"));
    });
  const written = (_key: string, value: unknown): unknown => {
    if (value instanceof CryptoKey) return `CryptoKey extractable=${value.extractable}`;
    if (value instanceof ArrayBuffer) return String.fromCharCode(...new Uint8Array(value));
    return ArrayBuffer.isView(value) ? String.fromCharCode(...new Uint8Array(value.buffer)) : value;
  };
  const dump = async (name: string): Promise<string> => {
    const database = await finished(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const contents = await Promise.all(
      stores.map(async (store) => {
        const objects = database.transaction(store).objectStore(store);
        return [store, await finished(objects.getAllKeys()), await finished(objects.getAll())];
      }),
    );
    database.close();
    return JSON.stringify([name, contents], written);
  };
  return indexedDB.databases().then(async (all) => (await Promise.all(all.map(({ name = "" }) => dump(name)))).join("\n"));
}

/** Each text in a database of its own. */
function plantInIndexedDb(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`planted ${crypto.randomUUID()}`, 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore("values").put(text, "value");
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
    opening.onerror = () => reject(opening.error ?? new Error("the browser refused"));
  });
}

function storageSink(bench: OpenWorkbench, name: "localStorage" | "sessionStorage"): Sink {
  return {
    name,
    read: async () => bytesOf(await bench.pane().evaluate((which) => JSON.stringify(window[which]), name)),
    plant: (text) => bench.pane().evaluate(([which, value]) => window[which].setItem("planted", value), [name, text] as const),
  };
}

/** What the browser and the workbook keep of a run of the add-in. */
export function browserSinks(bench: OpenWorkbench): readonly Sink[] {
  return [
    ...workbookSinks(bench),
    storageSink(bench, "localStorage"),
    storageSink(bench, "sessionStorage"),
    {
      name: "IndexedDB",
      read: async () => bytesOf(await bench.pane().evaluate(dumpIndexedDb)),
      plant: (text) => bench.pane().evaluate(plantInIndexedDb, text),
    },
    {
      name: "cookies",
      read: async () => bytesOf(JSON.stringify(await bench.page.context().cookies())),
      plant: (text) => bench.page.context().addCookies([{ name: "planted", value: encodeURIComponent(text), url: bench.server.origin }]),
    },
  ];
}
