import { childrenOf, type ManifestRule, titleOf } from "./manifest-rule";

/**
 * Children that Office accepts, in the order that it demands: bare once, `?` at most once, `*` any number, `+` at least once.
 * Source: https://learn.microsoft.com/office/dev/add-ins/develop/manifest-element-ordering
 */
const orders: Readonly<Record<string, string>> = {
  OfficeApp:
    "Id AlternateId? Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl SupportUrl " +
    "AppDomains? Hosts Requirements? DefaultSettings Permissions Dictionary? VersionOverrides? ExtendedOverrides?",
  AppDomains: "AppDomain+",
  "OfficeApp > Hosts": "Host+",
  Requirements: "Sets? Methods?",
  Sets: "Set+",
  DefaultSettings: "SourceLocation RequestedWidth? RequestedHeight?",
  VersionOverrides: "Description? Requirements? Hosts Resources WebApplicationInfo? EquivalentAddins?",
  "VersionOverrides > Hosts": "Host+",
  "VersionOverrides > Hosts > Host": "Runtimes? AllFormFactors? DesktopFormFactor? MobileFormFactor?",
  Runtimes: "Runtime+",
  AllFormFactors: "ExtensionPoint+",
  "AllFormFactors > ExtensionPoint": "Script Page Metadata Namespace",
  Script: "SourceLocation",
  Page: "SourceLocation",
  Metadata: "SourceLocation",
  DesktopFormFactor: "GetStarted? FunctionFile ExtensionPoint+",
  GetStarted: "Title Description LearnMoreUrl",
  "DesktopFormFactor > ExtensionPoint": "OfficeTab* CustomTab? OfficeMenu*",
  OfficeTab: "Group+",
  Group: "OverriddenByRibbonApi? Label Icon Control+",
  Icon: "Image+",
  "Control:Button": "OverriddenByRibbonApi? Label Supertip Icon Action Enabled?",
  "Control:Menu": "OverriddenByRibbonApi? Label Supertip Icon Items",
  Items: "Item+",
  Item: "OverriddenByRibbonApi? Label Supertip Icon Action",
  Supertip: "Title Description",
  Action: "FunctionName",
  Resources: "Images Urls ShortStrings LongStrings",
  Images: "Image+",
  Urls: "Url+",
  ShortStrings: "String+",
  LongStrings: "String+",
};

/** The most telling key first: by ancestors, by `xsi:type`, by name. */
function orderFor(parent: Element): string | undefined {
  const names = [parent.localName];
  for (let up = parent.parentElement; up !== null && names.length < 3; up = up.parentElement) names.unshift(up.localName);
  const type = parent.getAttribute("xsi:type") ?? "";
  const keys = [names.join(" > "), names.slice(-2).join(" > "), `${parent.localName}:${type}`, parent.localName];
  return keys.map((key) => orders[key]).find((order) => order !== undefined);
}

/** The order as a pattern over `<Name>` marks. */
function orderPattern(order: string): RegExp {
  const parts = order.split(" ").map((part) => {
    const name = part.replace(/[?*+]$/, "");
    return `(?:<${name}>)${part.slice(name.length)}`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** Elements that Office would refuse: missing, repeated, unknown or out of order. */
export const elementOrder: ManifestRule = (manifest) =>
  [...manifest.querySelectorAll("*")].flatMap((parent) => {
    const names = childrenOf(parent).map((child) => child.localName);
    const order = orderFor(parent);
    if (order === undefined) {
      return names.length === 0 ? [] : [`${titleOf(parent)} may not have children (${names.join(", ")}).`];
    }
    if (orderPattern(order).test(names.map((name) => `<${name}>`).join(""))) return [];
    return [`${titleOf(parent)} must hold: ${order}; it holds: ${names.join(" ")}.`];
  });
