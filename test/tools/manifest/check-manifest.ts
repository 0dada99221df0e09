import { JSDOM } from "jsdom";

import { addresses } from "./rules/addresses";
import { commands } from "./rules/commands";
import { elementOrder } from "./rules/element-order";
import { icons } from "./rules/icons";
import { identity } from "./rules/identity";
import { lengths } from "./rules/lengths";
import type { ManifestContext, ManifestRule } from "./rules/manifest-rule";
import { resourceIds } from "./rules/resource-ids";
import { sharedRuntime } from "./rules/shared-runtime";

const rules: readonly ManifestRule[] = [
  identity,
  elementOrder,
  lengths,
  resourceIds,
  sharedRuntime,
  addresses,
  commands,
  icons,
];

/** Everything that Office, its store or the page would trip over, each a sentence; empty when all is well. */
export function checkManifest(xml: string, context: ManifestContext): readonly string[] {
  const parsed = parse(xml);
  if (typeof parsed === "string") return [`The manifest is not well-formed XML: ${parsed}`];
  return rules.flatMap((rule) => rule(parsed, context));
}

function parse(xml: string): Document | string {
  try {
    return new JSDOM(xml, { contentType: "application/xml" }).window.document;
  } catch (thrown) {
    return String(thrown);
  }
}
