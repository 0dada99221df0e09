import type { ConnectionSettings } from "../connections/properties";
import type { OwnApp } from "../connections/sign-in-plan";
import type { SendHttp } from "../platform/ports";

/** A connection as its settings say it; nothing is opened yet. */
export type NamedConnection = {
  readonly settings: ConnectionSettings;
  readonly send: SendHttp;
  /** The OAuth app that comes with it, as the sandbox's does; `null`: the settings name one, or a gateway has it. */
  readonly app: OwnApp | null;
  /** It was saved by `xlstripe connect`, which alone signs in again: other commands may run where nobody sits. */
  readonly saved: boolean;
};
