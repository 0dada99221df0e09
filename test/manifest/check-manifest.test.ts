import { describe, expect, test } from "@jest/globals";

import { checkManifest } from "../tools/manifest/check-manifest";
import { deployedFiles } from "../tools/manifest/deployed-files";
import { manifestEnvironments } from "../../src/gateway/manifest/environments";
import { manifestXml } from "../../src/gateway/manifest/manifest-xml";

const context = deployedFiles(process.cwd());
const good = manifestXml(manifestEnvironments.localhost());

/** The good manifest with one text replaced; fails when there is nothing to replace, so that no plant is empty. */
function planted(from: string | RegExp, to: string): string {
  const bad = good.replace(from, to);
  expect(bad).not.toBe(good);
  return bad;
}

type Plant = readonly [what: string, from: string | RegExp, to: string, problem: string];

const plants: readonly Plant[] = [
  ["an id that is no GUID", /<Id>[^<]+/, "<Id>stripe", 'Id must be a GUID in lower case, it is "stripe".'],
  ["a version below 1.0", /<Version>[^<]+/, "<Version>0.9.0.0", 'Version must be four numbers such as 1.0.0.0, it is "0.9.0.0".'],
  ["a requirement set without version", 'Name="ExcelApi" MinVersion="1.13"', 'Name="ExcelApi"', "The requirement set ExcelApi needs a MinVersion such as 1.1."],
  [
    "elements in the wrong order",
    /( *<Version>.*\n)( *<ProviderName>.*\n)/,
    "$2$1",
    "OfficeApp must hold: Id AlternateId? Version ProviderName DefaultLocale",
  ],
  ["a missing label", /<Label resid="Refresh.Label"\/>/, "", "Control Refresh must hold: OverriddenByRibbonApi? Label Supertip Icon Action Enabled?; it holds: Supertip Icon Action."],
  ["an unknown element", "<Permissions>", "<Colour/><Permissions>", "OfficeApp must hold:"],
  ["children where none may be", "ReadWriteDocument", "<Level/>ReadWriteDocument", "Permissions may not have children (Level)."],
  ["a short text over 125 characters", 'DefaultValue="Get Data"', `DefaultValue="${"x".repeat(126)}"`, "String GetData.Label: DefaultValue has 126 characters, at most 125 are allowed."],
  ["a long text over 250 characters", /(id="Refresh.Tip" DefaultValue=")[^"]*/, `$1${"x".repeat(251)}`, "String Refresh.Tip: DefaultValue has 251 characters, at most 250 are allowed."],
  ["a resource id over 32 characters", /Refresh\.Tip/g, `${"R".repeat(33)}`, `at most 32 are allowed.`],
  ["a control id over 125 characters", '"Button" id="Refresh"', `"Button" id="${"R".repeat(126)}"`, "id has 126 characters, at most 125 are allowed."],
  ["a reference to nothing", '<Label resid="Refresh.Label"/>', '<Label resid="Nothing"/>', "Label Nothing is not in ShortStrings."],
  ["a reference of the wrong kind", '<Label resid="Refresh.Label"/>', '<Label resid="Refresh.Tip"/>', "Label Refresh.Tip is not in ShortStrings."],
  ["a resource that nobody uses", '<bt:Url id="Help.Url"', '<bt:Url id="Spare.Url" DefaultValue="https://localhost:3000/help.html"/><bt:Url id="Help.Url"', "Resource Spare.Url is never used."],
  ["a resource defined twice", '<bt:Url id="Help.Url"', '<bt:Url id="Help.Url" DefaultValue="https://localhost:3000/help.html"/><bt:Url id="Help.Url"', "Resource Help.Url is defined twice."],
  ["functions on another page than the pane", '<FunctionFile resid="Page.Url"/>', '<FunctionFile resid="Help.Url"/>', "FunctionFile names Help.Url, the Runtime names Page.Url."],
  ["a runtime that ends with the pane", 'lifetime="long"', 'lifetime="short"', "The Runtime's lifetime must be long."],
  ["two runtimes", "</Runtimes>", '<Runtime resid="Page.Url" lifetime="long"/></Runtimes>', "There must be one Runtime, there are 2."],
  ["no shared runtime required", '<Set Name="SharedRuntime" MinVersion="1.1"/>', "", "Requirements must name the set SharedRuntime."],
  ["an address without https", '<SupportUrl DefaultValue="https:', '<SupportUrl DefaultValue="http:', "SupportUrl: http://localhost:3000/help.html must begin with https://."],
  ["an address on another origin", '<SupportUrl DefaultValue="https://localhost:3000', '<SupportUrl DefaultValue="https://example.com', "SupportUrl: https://example.com/help.html is not on https://localhost:3000."],
  ["an address that is not served", "functions.json", "formulas.json", "Url Functions.Metadata.Url: /formulas.json is not served."],
  ["a text in place of an address", /<AppDomain>[^<]+/, "<AppDomain>localhost", "AppDomain: localhost is not an address."],
  ["a command that the page does not know", "<FunctionName>Refresh<", "<FunctionName>Reload<", "The function Reload is not associated by the page."],
  ["a control id used twice", 'id="RefreshAll"', 'id="Refresh"', "The control id Refresh is used twice."],
  ["a picture that does not exist", "assets/refresh-16.png", "assets/nothing-16.png", "The picture /assets/nothing-16.png does not exist."],
  ["a picture of the wrong size", "assets/refresh-16.png", "assets/refresh-32.png", "The picture /assets/refresh-32.png is 32x32, it must be 16x16."],
  ["an icon without its small size", /<bt:Image size="16" resid="Icon.queries.16"\/>/, "", "The icon of Queries lacks size 16."],
  ["text that is not XML", "</OfficeApp>", "", "The manifest is not well-formed XML:"],
];

describe("manifest check", () => {
  test.each(Object.entries(manifestEnvironments))("the %s manifest has no problem", (_name, environment) => {
    expect(checkManifest(manifestXml(environment("https://stripe.example.com")), context)).toEqual([]);
  });

  test.each(plants)("finds %s", (...[, from, to, problem]: Plant) => {
    expect(checkManifest(planted(from, to), context).join("\n")).toContain(problem);
  });

  test("finds a command of the page that no control runs", () => {
    const more = { ...context, commands: [...context.commands, "Export"] };
    expect(checkManifest(good, more)).toEqual(["The page associates Export, which no control runs."]);
  });
});
