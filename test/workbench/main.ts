import { readManifest } from "./page/add-in-manifest";
import { drawRibbon } from "./page/ribbon";
import { fetchFunctions, openSession } from "./page/session";
import { createWorkbench } from "./page/workbench-api";

/** Where the server has the manifest of the add-in that it serves. */
const manifestUrl = "/manifest.xml";

function part(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

async function start(): Promise<void> {
  const response = await fetch(manifestUrl);
  const manifest = readManifest(await response.text());
  const parts = { manifest, functions: await fetchFunctions(manifest), grid: part("grid"), pane: part("pane") };
  let session = openSession(parts);
  await session.opened;
  drawRibbon(part("ribbon"), manifest, ({ id }) => void session.runCommand(id));
  window.workbench = createWorkbench(
    () => session,
    async (text) => {
      session.close();
      session = openSession(parts, text);
      await session.opened;
      await session.idle();
    },
  );
}

await start();
