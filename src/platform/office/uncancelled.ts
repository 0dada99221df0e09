/** For steps that have to come to their end whatever the caller does: what undoes, restores, or is half done already. */
export const uncancelled: AbortSignal = new AbortController().signal;
