import { writeFileSync } from "node:fs";
import { buildCatalog } from "./build-catalog";

/** Writes the generated part of the catalog from the installed `stripe` package. */
const { tables, enums } = buildCatalog("node_modules/stripe");
writeFileSync("src/catalog/tables.json", tables);
writeFileSync("src/catalog/enums.json", enums);
