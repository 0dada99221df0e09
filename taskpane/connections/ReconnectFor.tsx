import type { AppError } from "../../src/base/app-error";
import { usePane } from "../pane-context";
import { useStore } from "../use-store";
import { Reconnect } from "./Reconnect";

type ReconnectForProps = {
  readonly error: Pick<AppError, "code">;
  /** Name of the connection that failed. */
  readonly connection: string;
  /** Told whether a sign-in is under way, which lasts as long as this is shown. */
  readonly onUnderWay?: (underWay: boolean) => void;
};

/** *Reconnect* below a failure that only signing in again mends; nothing below any other. */
export function ReconnectFor({ error, connection, ...watching }: ReconnectForProps) {
  const { app } = usePane();
  const found = useStore(app.connections.list).find(({ name }) => name.toLowerCase() === connection.toLowerCase());
  if (error.code !== "REAUTH_REQUIRED" || !found || found.builtIn) return null;
  return <Reconnect connection={found} {...watching} />;
}
