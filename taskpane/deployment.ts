/** What differs between builds of the page; the table is in `webpack.config.cjs`. */
export type PageDeployment = {
  /**
   * The made-up company: `served` under `/sandbox` of the page's own origin, `inPage` without any server, or `none`.
   * Where it is served, test keys that name no API root go to it.
   */
  readonly sandbox: "served" | "inPage" | "none";
  /** Whether the page may come from a gateway: it then asks its own origin, else nobody. */
  readonly gateway: "own" | "none";
  /** More API roots that test keys may go to. */
  readonly allowedApiBases: readonly string[];
};

declare const DEPLOYMENT: PageDeployment;

/** The build's own values, put in by webpack. */
export const deployment: PageDeployment = DEPLOYMENT;
