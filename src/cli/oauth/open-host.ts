import type { ProcedureHost } from "../../app/procedures/procedure-host";
import type { GrantPlacesNeed } from "../keep/grant-places-need";

/** For which connection a procedure runs. */
export type HostRequest = GrantPlacesNeed;

/** A host that is open until closed. */
export type OpenHost = ProcedureHost & { readonly close: () => Promise<void> };
