import { writeFileSync } from "node:fs";
import { connectionPropertiesPage } from "./connection-properties-page";

writeFileSync("docs/connection-properties.md", connectionPropertiesPage());
