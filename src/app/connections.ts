import type { GrantSummary } from "../auth/grant";
import { AppError } from "../base/app-error";
import type { OpenConnection } from "../connections/open-connection";
import type { OpenedRoute } from "../connections/open-route";
import type { ConnectionDraft, ConnectionSummary, Connections, DraftSettings } from "./app-api";
import { checkConnection } from "./check-connection";
import { listConnectedAccounts } from "./connected-accounts";
import type { ConnectionBook } from "./connection-book";
import { settingsToKeep, withGrant } from "./grant-settings";
import type { ReadConnection } from "./read-draft";
import type { SavedConnection } from "./stored-connections";
import { refuseUnrestrictedKey } from "./unrestricted-key";

export type ConnectionsNeed = {
  readonly book: ConnectionBook;
  /** What settings mean. @throws AppError `BAD_SETTING` in one sentence. */
  readonly read: (settings: DraftSettings, signal: AbortSignal) => Promise<ReadConnection>;
  /** Signs in as the settings say. Tokens that they bring are kept in their place then. */
  readonly signIn: (connection: ReadConnection, signal: AbortSignal) => Promise<OpenedRoute>;
  readonly open: (opened: OpenedRoute) => OpenConnection;
  /** Ends a connection's sign-in: what could not be done at Stripe's end, or `null`. */
  readonly disconnect: (connection: SavedConnection, signal: AbortSignal) => Promise<AppError | null>;
  /** Ends a sign-in that was not saved, unless a saved connection uses it. */
  readonly giveUp: (grant: GrantSummary, signal: AbortSignal) => Promise<AppError | null>;
};

/** The connections of this person: made, tested, saved, signed in again and disconnected. */
export function createConnections(need: ConnectionsNeed): Connections {
  const { book } = need;

  const readDraft = ({ settings, grant }: ConnectionDraft, signal: AbortSignal) =>
    need.read(grant ? withGrant(settings, grant) : settings, signal);

  async function openDraft(draft: ConnectionDraft, signal: AbortSignal): Promise<OpenConnection> {
    return need.open(await need.signIn(await readDraft(draft, signal), signal));
  }

  /** A key costs no request before it is tested or used; tokens are kept in their place first. */
  async function toSave(read: ReadConnection, signal: AbortSignal): Promise<SavedConnection> {
    const { profile, grant } = read.plan.kind === "grant" ? await need.signIn(read, signal) : { profile: read.profile, grant: null };
    const { name, mode, signIn, apiBase, accountId } = profile;
    const account = grant?.account ?? null;
    const summary: ConnectionSummary = { name, mode, signIn, apiBase, accountId, account, builtIn: false, needsSignIn: false };
    return { summary, settings: settingsToKeep(read.settings, read.plan) };
  }

  return {
    list: book.list,
    storage: book.storage,
    load: book.load,
    revisionOf: book.revisionOf,
    async test(draft, signal) {
      const { client, profile } = await openDraft(draft, signal);
      return { mode: profile.mode, ...(await checkConnection(client, signal)) };
    },
    async save(draft, signal) {
      const read = await readDraft(draft, signal);
      book.refuseBuiltIn(read.profile.name);
      refuseUnrestrictedKey(read.plan, draft.unrestrictedKeyAccepted === true);
      const connection = await toSave(read, signal);
      await book.put(connection, signal);
      return connection.summary;
    },
    async remove(name, signal) {
      book.refuseBuiltIn(name);
      const connection = await book.choose(name, signal);
      const warning = await need.disconnect(connection, signal);
      await book.remove(connection.summary.name, signal);
      return { warning };
    },
    giveUp: async (grant, signal) => ({ warning: await need.giveUp(grant, signal) }),
    async connectedAccounts(draft, signal) {
      const itself = { ...draft, settings: { ...draft.settings, AccountId: "" } };
      return listConnectedAccounts((await openDraft(itself, signal)).client, signal);
    },
    async reconnect(name, grant, signal) {
      const before = await book.choose(name, signal);
      const other = otherAccount(before, grant);
      if (other) {
        // The refusal is what the person has to know; what could not be ended is in their Dashboard.
        await Promise.allSettled([need.giveUp(grant, signal)]);
        throw other;
      }
      const connection = await toSave(await need.read(withGrant(before.settings, grant), signal), signal);
      await book.put(connection, signal);
      return connection.summary;
    },
  };
}

/** A refusal: the queries of a connection must not silently show another company's data. `null`: it is the same account. */
function otherAccount({ summary }: SavedConnection, grant: GrantSummary): AppError | null {
  const { account } = summary;
  const other = account !== null && account !== "" && account !== grant.account;
  if (!other && summary.mode === grant.mode) return null;
  const [was, is] = other ? [account, grant.account] : [`${summary.mode} data`, `${grant.mode} data`];
  return new AppError("BAD_SETTING", `You signed in to ${is}, but "${summary.name}" is a connection to ${was}.`, {
    hint: "Reconnect and choose the same account, or make a new connection for this one.",
  });
}
