import { AppError } from "../base/app-error";

/** Told whether a connection's key or tokens still work, as far as reading shows it. */
export type NoteSignIn = (connection: string, works: boolean) => void;

/**
 * Does work with a connection. When Stripe takes its key or tokens no longer, the failure names the connection, since cells and
 * schedules have nothing else to tell it by; nobody is asked anything.
 */
export async function namingConnection<T>(connection: string, note: NoteSignIn, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    note(connection, true);
    return result;
  } catch (failure) {
    const error = AppError.from(failure);
    if (error.code !== "REAUTH_REQUIRED") throw error;
    note(connection, false);
    throw signInAgain(connection, error);
  }
}

function signInAgain(connection: string, cause: AppError): AppError {
  return new AppError("REAUTH_REQUIRED", `The connection "${connection}" has to be signed in again.`, {
    hint: `${cause.message} Press Reconnect under Connections in the Stripe pane.`,
    detail: { ...cause.detail, connection },
    cause,
  });
}
