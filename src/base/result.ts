/** For checks with several expected failures. Everything else throws `AppError`. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: F };

/** A check that passed. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** A check that failed, with the reason. */
export const fail = <F>(failure: F): Result<never, F> => ({ ok: false, failure });
