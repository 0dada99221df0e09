import { addIn, getDataMenu, ribbonButtons, type RibbonCommand } from "./add-in";
import { element, type XmlElement } from "./xml-element";

/** Sizes that a ribbon icon must come in. */
const ribbonIconSizes = [16, 32, 80] as const;

const commands: readonly RibbonCommand[] = [getDataMenu, ...getDataMenu.items, ...ribbonButtons];

/** The icon of a control, by references into the resources. */
export function iconReferences(icon: string): XmlElement {
  const images = ribbonIconSizes.map((size) =>
    element("bt:Image", { size: String(size), resid: `Icon.${icon}.${size}` }),
  );
  return element("Icon", {}, images);
}

/** All pictures, addresses and texts that the ribbon refers to. */
export function resources(baseUrl: string): XmlElement {
  const icons = new Set([addIn.icon, ...commands.map((command) => command.icon)]);
  const images = [...icons].flatMap((icon) =>
    ribbonIconSizes.map((size) => [`Icon.${icon}.${size}`, `${baseUrl}/assets/${icon}-${size}.png`] as const),
  );
  return element("Resources", {}, [
    list("bt:Images", "bt:Image", images),
    list("bt:Urls", "bt:Url", [
      ["Page.Url", `${baseUrl}/taskpane.html`],
      ["Functions.Script.Url", `${baseUrl}/runtime.js`],
      ["Functions.Metadata.Url", `${baseUrl}/functions.json`],
      ["Help.Url", `${baseUrl}/help.html`],
    ]),
    list("bt:ShortStrings", "bt:String", [
      ["Functions.Namespace", addIn.namespace],
      ["Welcome.Title", addIn.welcome.title],
      ["StripeGroup.Label", "Stripe"],
      ...commands.map(({ id, label }) => [`${id}.Label`, label] as const),
    ]),
    list("bt:LongStrings", "bt:String", [
      ["Welcome.Text", addIn.welcome.text],
      ...commands.map(({ id, tip }) => [`${id}.Tip`, tip] as const),
    ]),
  ]);
}

function list(name: string, item: string, entries: readonly (readonly [id: string, value: string])[]): XmlElement {
  return element(name, {}, entries.map(([id, value]) => element(item, { id, DefaultValue: value })));
}
