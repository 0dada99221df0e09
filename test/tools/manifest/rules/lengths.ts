import { elementsNamed, type ManifestRule, titleOf } from "./manifest-rule";

type Limit = { readonly elements: readonly string[]; readonly attribute: string; readonly max: number };

/** Most characters per attribute. Source: https://learn.microsoft.com/javascript/api/manifest (each element's page). */
const limits: readonly Limit[] = [
  { elements: ["DisplayName"], attribute: "DefaultValue", max: 125 },
  { elements: ["Description"], attribute: "DefaultValue", max: 250 },
  { elements: ["Group", "Control", "Item"], attribute: "id", max: 125 },
  { elements: ["Image", "Url", "String"], attribute: "id", max: 32 },
  { elements: ["Url", "IconUrl", "HighResolutionIconUrl", "SupportUrl"], attribute: "DefaultValue", max: 2048 },
];

/** Most characters of a text, by the list that holds it. */
const textLimits = { ShortStrings: 125, LongStrings: 250 } as const;

const tooLong = (item: Element, attribute: string, max: number) => {
  const length = item.getAttribute(attribute)?.length ?? 0;
  return length > max ? [`${titleOf(item)}: ${attribute} has ${length} characters, at most ${max} are allowed.`] : [];
};

/** Ids and texts that are longer than Office allows. */
export const lengths: ManifestRule = (manifest) => [
  ...limits.flatMap(({ elements, attribute, max }) =>
    elements.flatMap((name) => elementsNamed(manifest, name).flatMap((item) => tooLong(item, attribute, max))),
  ),
  ...Object.entries(textLimits).flatMap(([list, max]) =>
    elementsNamed(manifest, list).flatMap((texts) =>
      elementsNamed(texts, "String").flatMap((item) => tooLong(item, "DefaultValue", max)),
    ),
  ),
];
