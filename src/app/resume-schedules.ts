import type { Connections } from "./app-api";
import { signedIn } from "./definition-edits";
import type { QueryList } from "./query-list";

/** Schedules that wait for a connection's sign-in go on when the person has given it a new one. */
export function resumeSchedules(connections: Connections, queries: Pick<QueryList, "list" | "edit">): Connections {
  async function resume(connection: string, signal: AbortSignal): Promise<void> {
    if (!queries.list.get().some(({ definition }) => definition.pausedUntil === "signedIn")) return;
    // The connection is saved in any case; a pause that cannot be taken back now is shown, and ends with the next refresh.
    await Promise.allSettled([queries.edit(signedIn(connection), signal)]);
  }
  return {
    ...connections,
    async save(draft, signal) {
      const saved = await connections.save(draft, signal);
      await resume(saved.name, signal);
      return saved;
    },
    async reconnect(name, grant, signal) {
      const saved = await connections.reconnect(name, grant, signal);
      await resume(saved.name, signal);
      return saved;
    },
  };
}
