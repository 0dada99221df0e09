import type { GrantSummary, SignInSession } from "../../src/app/app-api";
import { createStore, type Store } from "../../src/base/store";
import { createTask, type Task } from "../task";

/** Opens the dialog of a sign-in. */
export type BeginSignIn = (signal: AbortSignal) => SignInSession;

/** One sign-in at a time, as the pane shows it. */
export type SignInModel = {
  readonly task: Task<BeginSignIn, GrantSummary>;
  /** The sign-in under way. */
  readonly session: Store<SignInSession | null>;
  /** Entering the code of the callback page; may be tried again. */
  readonly code: Task<string, void>;
};

/** Makes a {@link SignInModel}. */
export function createSignInModel(): SignInModel {
  const session = createStore<SignInSession | null>(null);
  const code = createTask<string, void>(async (text, { signal }) => session.get()?.enterCode(text, signal));
  const task = createTask<BeginSignIn, GrantSummary>(async (begin, { signal }) => {
    code.reset();
    const own = begin(signal);
    session.set(own);
    try {
      return await own.grant;
    } finally {
      session.set(null);
    }
  });
  return { task, session, code };
}
