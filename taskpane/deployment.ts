/** What webpack put into this build; see `webpack.config.cjs`. */
type BuildDeployment = {
  /** Path of the own origin where test keys go when a connection names no API root, or `null` for Stripe itself. */
  readonly testApiBase: string | null;
  /** Adds the built-in connection to the sandbox company. */
  readonly demo: boolean;
};

declare const DEPLOYMENT: BuildDeployment;

/** API root of the sandbox beside the add-in, or `null` when this build uses Stripe only. */
export function sandboxApiBase(origin: string): string | null {
  return DEPLOYMENT.testApiBase === null ? null : `${origin}${DEPLOYMENT.testApiBase}`;
}

/** Whether the connection `sandbox` is built in. */
export const isDemo: boolean = DEPLOYMENT.demo;
