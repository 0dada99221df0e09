import { elementsNamed, type ManifestRule, titleOf } from "./manifest-rule";

/** Which list of the resources each kind of reference points into. */
const listOf: Readonly<Record<string, string>> = {
  Image: "Images",
  Runtime: "Urls",
  SourceLocation: "Urls",
  FunctionFile: "Urls",
  LearnMoreUrl: "Urls",
  Namespace: "ShortStrings",
  Label: "ShortStrings",
  Title: "ShortStrings",
  Description: "LongStrings",
};

const idsOf = (manifest: Document, list: string): readonly string[] =>
  elementsNamed(manifest, list).flatMap((parent) => [...parent.children].map((child) => child.getAttribute("id") ?? ""));

/** References to resources that do not exist or are of the wrong kind, and resources that nothing refers to. */
export const resourceIds: ManifestRule = (manifest) => {
  const references = [...manifest.querySelectorAll("[resid]")];
  const used = new Set(references.map((reference) => reference.getAttribute("resid")));
  const defined = [...new Set(Object.values(listOf))].flatMap((list) => idsOf(manifest, list));
  const repeated = defined.filter((id, index) => defined.indexOf(id) !== index);
  return [
    ...references.flatMap((reference) => {
      const list = listOf[reference.localName];
      if (list === undefined) return [`${titleOf(reference)} may not have a resid.`];
      const known = idsOf(manifest, list).includes(reference.getAttribute("resid") ?? "");
      return known ? [] : [`${titleOf(reference)} is not in ${list}.`];
    }),
    ...repeated.map((id) => `Resource ${id} is defined twice.`),
    ...defined.filter((id) => !used.has(id)).map((id) => `Resource ${id} is never used.`),
  ];
};
