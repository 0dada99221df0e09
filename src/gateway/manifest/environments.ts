/** Where one build of the add-in is served from, and how Office tells it from the others. */
export type ManifestEnvironment = {
  /** Office keys installed add-ins on it, so each environment has its own and they can stand side by side. */
  readonly id: string;
  /** Appended to the name that people see. */
  readonly nameSuffix: string;
  /** Https origin without a trailing slash. */
  readonly baseUrl: string;
};

/** A developer's machine: what the committed `manifest.xml` is for. */
const localhost: ManifestEnvironment = {
  id: "9c1f5a52-7c2e-4c0b-9a1d-5e9f0b6f3d10",
  nameSuffix: " (local)",
  baseUrl: "https://localhost:3000",
};

/** A deployment for users; its address is given when the manifest is made. */
const production = (baseUrl: string): ManifestEnvironment => ({
  id: "2e6d3b0f-41a8-4f6e-8d37-c1b7f0a9e254",
  nameSuffix: "",
  baseUrl,
});

/** A deployment that shows the built-in company only. */
const demo = (baseUrl: string): ManifestEnvironment => ({
  id: "b7409c88-95d3-4e0a-b3a6-0d24e8c6f971",
  nameSuffix: " (demo)",
  baseUrl,
});

/** The environments by the name that `npm run manifest -- NAME` takes. */
export const manifestEnvironments = { localhost: () => localhost, production, demo } as const;

/** The name of an environment. */
export type EnvironmentName = keyof typeof manifestEnvironments;
