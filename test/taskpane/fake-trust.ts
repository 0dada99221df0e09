import type { AppError } from "../../src/base/app-error";
import { createStore } from "../../src/base/store";
import type { Permission, Trust } from "../../src/app/trust/trust-api";

/** What the fake trust begins with. */
export type FakeTrustOptions = {
  /** Workbooks that were allowed, connections that this one asked for in vain, and why allowing or revoking fails. */
  readonly permissions?: readonly Permission[];
  readonly asked?: readonly string[];
  readonly allowFailure?: AppError;
  readonly revokeFailure?: AppError;
};

/** Trust in memory; what is done is noted in `calls`. */
export function createFakeTrust({ permissions = [], asked = [], allowFailure, revokeFailure }: FakeTrustOptions, calls: string[]): Trust {
  const list = createStore(permissions);
  const wanted = createStore(asked);
  return {
    list,
    asked: wanted,
    load: () => Promise.resolve(),
    allow: (connection) => {
      calls.push(`allow ${connection}`);
      if (allowFailure) return Promise.reject(allowFailure);
      wanted.set(wanted.get().filter((name) => name !== connection));
      return Promise.resolve();
    },
    revoke: (permission) => {
      calls.push(`revoke ${permission.connection} ${permission.address}`);
      if (revokeFailure) return Promise.reject(revokeFailure);
      list.set(list.get().filter((one) => one !== permission));
      return Promise.resolve();
    },
  };
}
