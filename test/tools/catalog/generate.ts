import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { decodeTables } from "../../../src/catalog/decode-tables";
import type { EncodedTables } from "../../../src/catalog/encoding";
import { buildCatalog } from "./build-catalog";
import { mergeNames, publishedNames, snapshotFile } from "./names-snapshot";

/** Writes the generated part of the catalog from the installed `stripe` package, and publishes new names. */
const { tables, enums, eventTypes } = buildCatalog("node_modules/stripe");
writeFileSync("src/catalog/tables.json", tables);
writeFileSync("src/catalog/enums.json", enums);
writeFileSync("src/catalog/event-types.json", eventTypes);

const published = existsSync(snapshotFile) ? readFileSync(snapshotFile, "utf8").split("\n").filter(Boolean) : [];
const current = publishedNames(decodeTables(JSON.parse(tables) as EncodedTables));
writeFileSync(snapshotFile, `${mergeNames(published, current).join("\n")}\n`);
console.log(`${current.length} columns, ${mergeNames(published, current).length - published.length} of them new`);
