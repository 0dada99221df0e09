import { AppError } from "../../base/app-error";
import type { App, Connections } from "../app-api";
import { chooseConnection } from "../choose-connection";

/** What formulas read through, so that those that nobody was signed in for run when somebody is. */
export type SignInWatch = Pick<App, "runQuery"> & {
  /** Tells when a connection that was asked for in vain was made, or signed in again. */
  readonly onSignedIn: (listener: () => void) => void;
};

export type SignInWatchNeed = Pick<App, "runQuery"> & { readonly connections: Pick<Connections, "list" | "revisionOf"> };

/**
 * Makes a {@link SignInWatch}. A sign-in is told by the connection being saved: that one of its queries works proves nothing, because
 * rows that were read before need no sign-in, and running all again for that would have no end.
 */
export function createSignInWatch({ runQuery, connections }: SignInWatchNeed): SignInWatch {
  /** What was asked for in vain, and what stood there then; empty: no name was given. */
  const refused = new Map<string, string | null>();

  /** `null`: there is no such connection. */
  function standing(name: string): string | null {
    try {
      const found = chooseConnection(connections.list.get(), name);
      return `${found.name} ${connections.revisionOf(found.name)}`;
    } catch (failure) {
      if (AppError.from(failure).code === "NOT_CONNECTED") return null;
      throw failure;
    }
  }

  function takeSignedIn(): boolean {
    const before = refused.size;
    for (const [name, was] of refused) {
      const now = standing(name);
      if (now !== null && now !== was) refused.delete(name);
    }
    return refused.size < before;
  }

  return {
    async runQuery(request, context) {
      try {
        return await runQuery(request, context);
      } catch (failure) {
        const { code } = AppError.from(failure);
        const name = request.connection?.trim() ?? "";
        if (code === "NOT_CONNECTED" || code === "REAUTH_REQUIRED") refused.set(name, standing(name));
        throw failure;
      }
    },
    onSignedIn(listener) {
      connections.list.subscribe(() => {
        if (takeSignedIn()) listener();
      });
    },
  };
}
