import { makeStyles, tokens } from "@fluentui/react-components";

/** Spacing and text shared by all pages, so that they look alike. */
export const useLayout = makeStyles({
  stack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  tightStack: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  row: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
  spread: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, minWidth: 0 },
  cut: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  muted: { color: tokens.colorNeutralForeground3 },
  section: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, listStyleType: "none", margin: 0, padding: 0 },
  selectable: { overflowWrap: "anywhere", userSelect: "text" },
  breakable: { overflowWrap: "anywhere" },
  contents: { display: "contents" },
  heading: { margin: 0 },
  /** As small as the text around it. */
  link: { fontSize: tokens.fontSizeBase200 },
  /** Tabs whose texts begin where the other texts do. */
  flushTabs: { marginLeft: "-8px" },
  narrow: { minWidth: "auto" },
  wrap: { flexWrap: "wrap" },
  success: { flexShrink: 0, fontSize: "16px", color: tokens.colorStatusSuccessForeground1 },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: "anywhere", userSelect: "all" },
  /** A dialog within a pane of 320 pixels. */
  narrowDialog: {
    maxWidth: "calc(100vw - 24px)",
    padding: tokens.spacingHorizontalL,
    /** Where Fluent would take the whole width. */
    "@media screen and (max-width: 480px)": { maxWidth: "calc(100vw - 24px)" },
  },
  wide: { width: "100%", minWidth: 0 },
});
