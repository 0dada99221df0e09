import { describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { OfficeAddinManifest } from "office-addin-manifest";

import { commandNames } from "../../taskpane/command-names";
import { manifestEnvironments } from "../../src/gateway/manifest/environments";
import { manifestFor } from "../tools/manifest/manifest-for";
import { manifestXml } from "../../src/gateway/manifest/manifest-xml";

const committed = readFileSync("manifest.xml", "utf8");

describe("manifest.xml", () => {
  test("equals what the generator writes for https://localhost:3000", () => {
    expect(committed).toBe(manifestXml(manifestEnvironments.localhost()));
  });

  test("is read by office-addin-manifest as an Excel task pane add-in", async () => {
    const info = await OfficeAddinManifest.readManifestFile("manifest.xml");
    expect(info).toMatchObject({
      displayName: "Excel Connector for Stripe (local)",
      officeAppType: "TaskPaneApp",
      hosts: ["Workbook"],
      permissions: "ReadWriteDocument",
      defaultSettings: { sourceLocation: "https://localhost:3000/taskpane.html" },
    });
  });

  test("puts the Stripe group with its menu and buttons on the Data tab", () => {
    expect(committed).toContain('<OfficeTab id="TabData">');
    expect([...committed.matchAll(/<(?:Control|Item)[^>]* id="([^"]+)"/g)].map(([, id]) => id)).toEqual([
      "GetData",
      ...commandNames,
    ]);
  });

  test("runs every command in the shared runtime instead of opening a second page", () => {
    expect(committed.match(/xsi:type="ExecuteFunction"/g)).toHaveLength(commandNames.length);
    expect(committed).not.toContain("ShowTaskpane");
  });

  test("of another port points everywhere to that port", () => {
    const xml = manifestFor("https://localhost:4321");
    expect(xml).not.toContain("localhost:3000");
    expect(xml).toContain("https://localhost:4321/taskpane.html");
  });

  test("of each environment has an id of its own", () => {
    const ids = Object.values(manifestEnvironments).map((environment) => environment("https://stripe.example.com").id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
