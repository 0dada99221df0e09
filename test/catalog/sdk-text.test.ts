import { describe, expect, test } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { catalogTables } from "../../src/catalog/catalog";
import singletons from "../tools/catalog/singletons.json";

/** Requests of the SDK found by plain text search, a second way beside the compiler: `GET list /v1/charges`. */
function requestsInText(): string[] {
  const folder = "node_modules/stripe/esm/resources";
  const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  return scripts.flatMap((file) => {
    const calls = readFileSync(`${folder}/${file}`, "utf8").split("_makeRequest(").slice(1);
    return calls.map((call) => {
      const [, method = "", path = ""] = /^\s*'(\w+)',\s*['`]([^'`]+)['`]/.exec(call) ?? [];
      const type = /methodType: '(\w+)'/.exec(call.split(");\n")[0] ?? "")?.[1] ?? "plain";
      return `${method} ${type} ${path.replace(/\$\{[^}]*\}/g, "{}")}`;
    });
  });
}

const requests = [...new Set(requestsInText())];
const pathsOf = (prefix: string) => requests.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length)).sort();
const withoutNames = (path: string) => path.replace(/\{\w+\}/g, "{}");
const tables = catalogTables();

describe("the SDK's scripts, searched as text", () => {
  test("have exactly the lists that are tables", () => {
    const paths = tables.filter(({ kind }) => kind === "list").map(({ path }) => withoutNames(path));
    expect(paths.sort()).toEqual(pathsOf("GET list "));
  });

  test("have exactly the searches that tables offer", () => {
    expect(tables.flatMap(({ search }) => (search === null ? [] : [search.path])).sort()).toEqual(pathsOf("GET search "));
  });

  test("have the call that reads one object wherever a table says so, and nowhere else", () => {
    const plain = new Set(pathsOf("GET plain "));
    for (const { name, kind, path, retrieve } of tables) {
      const one = kind === "singleton" ? path : `${withoutNames(path)}/{}`;
      expect([name, retrieve !== null]).toEqual([name, plain.has(one)]);
    }
  });

  test("have no other object without an id than those that are tables or left out for a reason", () => {
    const alone = pathsOf("GET plain ").filter((path) => !path.endsWith("/{}"));
    expect(alone).toEqual([...singletons.tables, ...Object.keys(singletons.leftOut)].sort());
  });
});
