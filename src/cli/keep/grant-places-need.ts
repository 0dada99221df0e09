import type { CliIo } from "../io";
import type { NamedConnection } from "../named-connection";

/** For which connection tokens are kept, and how its person is asked. */
export type GrantPlacesNeed = {
  readonly named: Pick<NamedConnection, "settings" | "app">;
  readonly io: CliIo;
  readonly takeOver: boolean;
  /** The person opens the address elsewhere and types the code here. */
  readonly headless?: boolean;
};
