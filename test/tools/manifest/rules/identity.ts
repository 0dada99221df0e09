import { elementsNamed, type ManifestRule } from "./manifest-rule";

type Pattern = { readonly element: string; readonly pattern: RegExp; readonly what: string };

const patterns: readonly Pattern[] = [
  {
    element: "Id",
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    what: "a GUID in lower case",
  },
  // Four numbers, and 1.0 or more: what the store and the admin centre accept.
  { element: "Version", pattern: /^[1-9]\d{0,4}(\.\d{1,5}){3}$/, what: "four numbers such as 1.0.0.0" },
  { element: "DefaultLocale", pattern: /^[a-z]{2}-[A-Z]{2}$/, what: "a locale such as en-US" },
  { element: "Permissions", pattern: /^ReadWriteDocument$/, what: "ReadWriteDocument" },
];

const versionPattern = /^\d+\.\d+$/;

/** Ids, versions and permissions that Office or its store would refuse. */
export const identity: ManifestRule = (manifest) => [
  ...patterns.flatMap(({ element, pattern, what }) => {
    const text = elementsNamed(manifest, element)[0]?.textContent ?? "";
    return pattern.test(text) ? [] : [`${element} must be ${what}, it is "${text}".`];
  }),
  ...elementsNamed(manifest, "Set")
    .filter((set) => !versionPattern.test(set.getAttribute("MinVersion") ?? ""))
    .map((set) => `The requirement set ${set.getAttribute("Name")} needs a MinVersion such as 1.1.`),
];
