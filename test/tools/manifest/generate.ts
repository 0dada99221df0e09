/**
 * Writes a manifest and checks it.
 * `npm run manifest`: `manifest.xml` for https://localhost:3000.
 * `npm run manifest -- production https://stripe.example.com`: `dist/production/manifest.xml`; `demo` likewise.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { checkManifest } from "./check-manifest";
import { deployedFiles } from "./deployed-files";
import { type EnvironmentName, manifestEnvironments } from "../../../src/gateway/manifest/environments";
import { manifestXml } from "../../../src/gateway/manifest/manifest-xml";

const usage = "Usage: npm run manifest [-- production|demo https://your.domain]";

const isEnvironment = (name: string): name is EnvironmentName => name in manifestEnvironments;

function main([name = "localhost", baseUrl = ""]: readonly string[]): number {
  if (!isEnvironment(name) || (name !== "localhost" && !URL.canParse(baseUrl))) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const xml = manifestXml(manifestEnvironments[name](baseUrl.replace(/\/+$/, "")));
  const problems = checkManifest(xml, deployedFiles(process.cwd()));
  if (problems.length > 0) {
    process.stderr.write(`${problems.join("\n")}\n`);
    return 1;
  }
  const path = name === "localhost" ? "manifest.xml" : `dist/${name}/manifest.xml`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, xml);
  process.stderr.write(`Wrote ${path}.\n`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
