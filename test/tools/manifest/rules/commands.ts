import { elementsNamed, type ManifestRule } from "./manifest-rule";

/** Control ids that repeat, and functions of the ribbon that the page does not associate (or the reverse). */
export const commands: ManifestRule = (manifest, context) => {
  const ids = ["Group", "Control", "Item"]
    .flatMap((name) => elementsNamed(manifest, name))
    .map((item) => item.getAttribute("id") ?? "");
  const functions = elementsNamed(manifest, "FunctionName").map((item) => item.textContent);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `The control id ${id} is used twice.`),
    ...functions
      .filter((name) => !context.commands.includes(name))
      .map((name) => `The function ${name} is not associated by the page.`),
    ...context.commands
      .filter((name) => !functions.includes(name))
      .map((name) => `The page associates ${name}, which no control runs.`),
  ];
};
