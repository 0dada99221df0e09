import { AppError } from "../base/app-error";
import type { ConnectionBook } from "./connection-book";

export type StoredSignIn = {
  readonly book: Pick<ConnectionBook, "revisionOf" | "load">;
  readonly connection: string;
  readonly signal: AbortSignal;
};

/**
 * Does work with a connection. When Stripe refuses its sign-in, another workbook may have stored a new one meanwhile: what is
 * stored is read again, and the work done once more if that differs.
 */
export async function withStoredSignIn<T>({ book, connection, signal }: StoredSignIn, work: () => Promise<T>): Promise<T> {
  const used = book.revisionOf(connection);
  try {
    return await work();
  } catch (failure) {
    if (AppError.from(failure).code !== "REAUTH_REQUIRED") throw failure;
    // That nothing can be read now would only hide why the work failed.
    await Promise.allSettled([book.load(signal)]);
    if (book.revisionOf(connection) === used) throw failure;
    return work();
  }
}
