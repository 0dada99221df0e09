import { type BrandVariants, createLightTheme, type Theme } from "@fluentui/react-components";

/** The green of the add-in's icon from dark to light; 80 is the colour of buttons and links. */
const brand: BrandVariants = {
  10: "#020403",
  20: "#081b15",
  30: "#0a2d22",
  40: "#0a3a2c",
  50: "#0a4836",
  60: "#0a5540",
  70: "#0a624a",
  80: "#0b6a4f",
  90: "#2a7f63",
  100: "#46937a",
  110: "#61a790",
  120: "#7cbaa6",
  130: "#98cdbc",
  140: "#b4dfd2",
  150: "#d0f0e6",
  160: "#ecfaf6",
};

export const theme: Theme = createLightTheme(brand);
