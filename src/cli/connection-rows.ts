import type { ConnectionCheck, ConnectionSummary } from "../app/app-api";
import type { Rows } from "./formats/format";

const column = (name: string): Rows["columns"][number] => ({ name, type: "text", origin: null });

const words: Readonly<Record<ConnectionSummary["signIn"], string>> = {
  restrictedKey: "restricted key",
  secretKey: "secret key",
  accessToken: "access token",
  oauth: "OAuth",
};

/** Saved connections; nothing of them is a secret. */
export function connectionRows(all: readonly ConnectionSummary[]): Rows {
  return {
    columns: ["name", "mode", "sign_in", "account_id", "api_base"].map(column),
    rows: all.map(({ name, mode, signIn, accountId, apiBase }) => [name, mode, words[signIn], accountId, apiBase]),
  };
}

/** A connection that was just made, and what it may read. */
export function checkedRows({ name, mode, signIn }: ConnectionSummary, { account, access }: ConnectionCheck): Rows {
  const unreadable = access.filter(({ readable }) => !readable).map(({ table, missing }) => (missing === null ? table : `${table} (${missing})`));
  return {
    columns: ["name", "mode", "sign_in", "account", "account_name", "cannot_read"].map(column),
    rows: [[name, mode, words[signIn], account.id, account.name, unreadable.join(", ")]],
  };
}
