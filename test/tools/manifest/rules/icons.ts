import { elementsNamed, type ManifestContext, type ManifestRule } from "./manifest-rule";

const requiredSizes = ["16", "32", "80"];

function pictureProblems(url: string, size: number, { pictureSize }: ManifestContext): readonly string[] {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const picture = pictureSize(path);
  if (picture === null) return [`The picture ${path} does not exist.`];
  if (picture.width === size && picture.height === size) return [];
  return [`The picture ${path} is ${picture.width}x${picture.height}, it must be ${size}x${size}.`];
}

const valueOf = (item: Element | undefined) => item?.getAttribute("DefaultValue") ?? "";

/** Icons that lack a size, do not exist, or are not as large as the manifest says. */
export const icons: ManifestRule = (manifest, context) => {
  const pictures = elementsNamed(manifest, "Images").flatMap((list) => elementsNamed(list, "Image"));
  return [
    ...elementsNamed(manifest, "Icon").flatMap((icon) => {
      const images = elementsNamed(icon, "Image");
      const sizes = images.map((image) => image.getAttribute("size"));
      const missing = requiredSizes.filter((size) => !sizes.includes(size));
      const owner = icon.parentElement?.getAttribute("id") ?? "?";
      return [
        ...(missing.length > 0 ? [`The icon of ${owner} lacks size ${missing.join(", ")}.`] : []),
        ...images.flatMap((image) => {
          const resource = pictures.find((picture) => picture.getAttribute("id") === image.getAttribute("resid"));
          return resource ? pictureProblems(valueOf(resource), Number(image.getAttribute("size")), context) : [];
        }),
      ];
    }),
    ...pictureProblems(valueOf(elementsNamed(manifest, "IconUrl")[0]), 32, context),
    ...pictureProblems(valueOf(elementsNamed(manifest, "HighResolutionIconUrl")[0]), 64, context),
  ];
};
