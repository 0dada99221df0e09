/** What Excel takes from an add-in's manifest to show it. */
export type AddInManifest = {
  readonly title: string;
  /** The page of the shared runtime: pane, commands and functions. */
  readonly pageUrl: string;
  /** Where the descriptions of the custom functions are (functions.json). */
  readonly functionsUrl: string;
  /** Before the dot in `=STRIPE.QUERY(…)`. */
  readonly namespace: string;
  readonly groups: readonly RibbonGroup[];
};

export type RibbonGroup = { readonly label: string; readonly controls: readonly RibbonControl[] };

/** A button runs a function; a menu has items, each of which does. */
export type RibbonControl = RibbonItem & { readonly items: readonly RibbonItem[] };

export type RibbonItem = {
  readonly id: string;
  readonly label: string;
  readonly tip: string;
  readonly icon: string;
  /** `null` for a menu. */
  readonly functionName: string | null;
};

/** Reads an add-in-only XML manifest. */
export function readManifest(xml: string): AddInManifest {
  const document = new DOMParser().parseFromString(xml, "application/xml");
  const resources = new Map(all(document, "Resources *").map((node) => [node.getAttribute("id"), node.getAttribute("DefaultValue") ?? ""]));
  const resource = (node: ParentNode, path: string): string => resources.get(node.querySelector(path)?.getAttribute("resid") ?? "") ?? "";

  const item = (node: Element): RibbonItem => ({
    id: node.id,
    label: resource(node, ":scope > Label"),
    tip: resource(node, ":scope > Supertip > Description"),
    icon: resource(node, ':scope > Icon > [size="32"]'),
    functionName: node.querySelector(":scope > Action > FunctionName")?.textContent ?? null,
  });
  return {
    title: document.querySelector("OfficeApp > DisplayName")?.getAttribute("DefaultValue") ?? "Add-in",
    pageUrl: resource(document, "Page > SourceLocation"),
    functionsUrl: resource(document, "Metadata > SourceLocation"),
    namespace: resource(document, "Namespace"),
    groups: all(document, 'OfficeTab[id="TabData"] > Group').map((group) => ({
      label: resource(group, ":scope > Label"),
      controls: all(group, ":scope > Control").map((control) => ({
        ...item(control),
        items: all(control, ":scope > Items > Item").map(item),
      })),
    })),
  };
}

const all = (node: ParentNode, selector: string): Element[] => [...node.querySelectorAll(selector)];

/** The same page with office.js from our own origin: `…/taskpane.html` -> `…/taskpane-workbench.html`. */
export function workbenchPage(pageUrl: string): string {
  return pageUrl.replace(/\.html$/, "-workbench.html");
}
