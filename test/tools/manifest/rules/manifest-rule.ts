/** What a rule may ask about the world around the manifest. */
export type ManifestContext = {
  /** Names given to `Office.actions.associate`. */
  readonly commands: readonly string[];
  /** Whether the deployment serves this path, such as `/taskpane.html`. */
  readonly serves: (path: string) => boolean;
  /** Width and height of the picture at this path in pixels, or `null` when there is none. */
  readonly pictureSize: (path: string) => { readonly width: number; readonly height: number } | null;
};

/** One rule: the problems it finds, each a sentence. */
export type ManifestRule = (manifest: Document, context: ManifestContext) => readonly string[];

/** All elements with this local name, in document order. */
export function elementsNamed(manifest: Document | Element, localName: string): readonly Element[] {
  return [...manifest.getElementsByTagNameNS("*", localName)];
}

/** The element children, in order. */
export function childrenOf(parent: Element): readonly Element[] {
  return [...parent.children];
}

/** `Control FromStripe`, or the bare name for elements without an id. */
export function titleOf(item: Element): string {
  const id = item.getAttribute("id") ?? item.getAttribute("resid");
  return id === null ? item.localName : `${item.localName} ${id}`;
}
