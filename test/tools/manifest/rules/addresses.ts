import { elementsNamed, type ManifestRule, titleOf } from "./manifest-rule";

const addressElements = ["IconUrl", "HighResolutionIconUrl", "SupportUrl", "SourceLocation", "Image", "Url"];

type Address = { readonly title: string; readonly text: string };

function addressesOf(manifest: Document): readonly Address[] {
  const attributes = addressElements
    .flatMap((name) => elementsNamed(manifest, name))
    .flatMap((item) => {
      const text = item.getAttribute("DefaultValue");
      return text === null ? [] : [{ title: titleOf(item), text }];
    });
  const domains = elementsNamed(manifest, "AppDomain").map((item) => ({ title: "AppDomain", text: item.textContent }));
  return [...attributes, ...domains];
}

/** Addresses that are not https, leave the add-in's origin, or name a file that the deployment does not serve. */
export const addresses: ManifestRule = (manifest, { serves }) => {
  const home = elementsNamed(manifest, "SourceLocation")[0]?.getAttribute("DefaultValue") ?? "";
  const origin = URL.canParse(home) ? new URL(home).origin : "";
  return addressesOf(manifest).flatMap(({ title, text }) => {
    if (!URL.canParse(text)) return [`${title}: ${text} is not an address.`];
    const url = new URL(text);
    if (url.protocol !== "https:") return [`${title}: ${text} must begin with https://.`];
    if (url.origin !== origin) return [`${title}: ${text} is not on ${origin}.`];
    return url.pathname === "/" || serves(url.pathname) ? [] : [`${title}: ${url.pathname} is not served.`];
  });
};
