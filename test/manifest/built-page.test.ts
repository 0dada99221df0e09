import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { builtFiles } from "../tools/manifest/deployed-files";

const cdn = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js";
/** Each page of each build, and where it must load Office's library from. */
const pages = [
  { environment: "localhost", page: "taskpane.html", address: cdn },
  { environment: "localhost", page: "taskpane-workbench.html", address: "/officejs/office.js" },
  { environment: "production", page: "taskpane.html", address: cdn },
  { environment: "demo", page: "taskpane.html", address: cdn },
  { environment: "production", page: "dialog-start.html", address: cdn },
  { environment: "localhost", page: "dialog-start-workbench.html", address: "/officejs/office.js" },
] as const;
const environments = ["localhost", "production", "demo"] as const;
type Environment = (typeof environments)[number];

let folder: string;

/** Runs the real webpack configuration over an entry that only holds the build's constants, which is quick. */
function build(environment: Environment): void {
  const entry = join(folder, "entry.js");
  writeFileSync(entry, "console.log(DEPLOYMENT);");
  execFileSync(process.execPath, [
    ...["node_modules/webpack-cli/bin/cli.js", "--env", `environment=${environment}`, "--mode", "development"],
    ...["--entry-reset", "--entry", entry, "--output-path", join(folder, environment), "--no-cache", "--no-devtool"],
    ...["--output-filename", "runtime.js"],
  ]);
}

const read = (environment: Environment, file: string) => readFileSync(join(folder, environment, file), "utf8");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pages-"));
  for (const environment of environments) build(environment);
}, 90_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("built page", () => {
  test.each(pages)("$page of $environment loads office.js from $address and nowhere else", ({ environment, page, address }) => {
    const addresses = [...read(environment, page).matchAll(/src=["']?([^"'\s>]*office\.js)/g)].map(([, found]) => found);
    expect(addresses).toEqual([address]);
  });

  test.each(["taskpane", "dialog-start"])("of the workbench (%s) is the page that Excel shows, but for that address", (name) => {
    const forExcel = read("localhost", `${name}.html`);
    expect(read("localhost", `${name}-workbench.html`)).toBe(forExcel.replace(cdn, "/officejs/office.js"));
  });

  test.each(environments)("of %s brings every file that the manifest names", (environment) => {
    expect(builtFiles.filter((path) => !existsSync(join(folder, environment, path)))).toEqual([]);
  });

  test("of production knows no sandbox", () => {
    expect(read("production", "runtime.js")).toContain('"sandbox":"none"');
  });

  test("brings the formulas' metadata as Office's generator writes it", () => {
    const { functions } = JSON.parse(read("localhost", "functions.json")) as { functions: { id: string }[] };
    expect(functions.map(({ id }) => id)).toEqual(["QUERY", "TABLE", "GET", "BALANCE", "STATUS"]);
  });
});
