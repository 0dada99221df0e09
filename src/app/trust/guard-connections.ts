import type { Connections } from "../app-api";
import type { TrustGate } from "./create-trust";

/** Whoever makes a connection in a workbook's pane wants that workbook to read from it, and a removed one is not asked for. */
export function guardConnections(connections: Connections, trust: Pick<TrustGate, "grant" | "forget">): Connections {
  return {
    ...connections,
    async save(draft, signal) {
      const saved = await connections.save(draft, signal);
      await trust.grant(saved.name, signal);
      return saved;
    },
    async remove(name, signal) {
      const removal = await connections.remove(name, signal);
      trust.forget(name);
      return removal;
    },
  };
}
