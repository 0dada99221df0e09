import { elementsNamed, type ManifestRule } from "./manifest-rule";

/**
 * The pane, the commands and the functions must name the same page by the same resid, or Excel starts a second runtime and
 * formulas stay busy. Source: https://learn.microsoft.com/office/dev/add-ins/develop/configure-your-add-in-to-use-a-shared-runtime
 */
export const sharedRuntime: ManifestRule = (manifest) => {
  const runtimes = elementsNamed(manifest, "Runtime");
  const [runtime] = runtimes;
  if (runtime === undefined || runtimes.length > 1) return [`There must be one Runtime, there are ${runtimes.length}.`];
  const resid = runtime.getAttribute("resid");
  const pages = [
    ...elementsNamed(manifest, "FunctionFile"),
    ...elementsNamed(manifest, "Page").flatMap((page) => elementsNamed(page, "SourceLocation")),
    ...elementsNamed(manifest, "Action").flatMap((action) => elementsNamed(action, "SourceLocation")),
  ];
  const sets = elementsNamed(manifest, "Set").map((set) => set.getAttribute("Name"));
  return [
    ...(runtime.getAttribute("lifetime") === "long" ? [] : ["The Runtime's lifetime must be long."]),
    ...(sets.includes("SharedRuntime") ? [] : ["Requirements must name the set SharedRuntime."]),
    ...pages
      .filter((page) => page.getAttribute("resid") !== resid)
      .map((page) => `${page.localName} names ${page.getAttribute("resid")}, the Runtime names ${resid}.`),
  ];
};
