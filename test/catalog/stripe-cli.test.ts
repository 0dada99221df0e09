import { describe, expect, test } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogTables } from "../../src/catalog/catalog";
import { normalizeName } from "../../src/catalog/normalize-name";
import reviewed from "./stripe-cli.reviewed.json";

/**
 * What the official command line can list: `billing_alerts` for `stripe billing alerts list`,
 * `quote_line_items` for `stripe quotes list_line_items`. It runs without network or account.
 */
function listCommands(): string[] {
  const home = mkdtempSync(join(tmpdir(), "stripe-cli-"));
  try {
    const map = execFileSync(process.execPath, ["node_modules/@stripe/cli/bin/shim.js", "--map=paths"], {
      encoding: "utf8",
      env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: "1" },
    });
    return map.split("\n").flatMap((line) => {
      const [, resource = "", sublist] = /^stripe (?!preview )(.+) list(?:_(\w+))?$/.exec(line) ?? [];
      if (resource === "") return [];
      const name = resource.replaceAll(" ", "_");
      return [sublist === undefined ? name : `${name.replace(/s$/, "")}_${sublist}`];
    });
  } finally {
    rmSync(home, { recursive: true });
  }
}

const tables = new Map(catalogTables().map(({ name }) => [normalizeName(name), name]));
const named: Readonly<Record<string, string>> = reviewed.tableOfCommand;
const notStripe: readonly string[] = reviewed.commandsThatListNothingOfStripe;
const commands = listCommands().filter((command) => !notStripe.includes(command));
const tableOf = (command: string) => tables.get(normalizeName(named[command] ?? command));

describe("Stripe's own command line", () => {
  test("has more than a hundred list commands to compare with", () => {
    expect(commands.length).toBeGreaterThan(100);
  });

  test("lists nothing that is not a table", () => {
    expect(commands.filter((command) => tableOf(command) === undefined)).toEqual([]);
  });

  test("lists every table, but for those of the reviewed list", () => {
    const covered = new Set(commands.map(tableOf));
    const uncovered = catalogTables().filter(({ name, kind }) => kind === "list" && !covered.has(name));
    expect(uncovered.map(({ name }) => name)).toEqual(Object.keys(reviewed.tablesWithoutListCommand).sort());
  });
});
