import type { Sealer, Spool } from "../../src/platform/ports";

/** A {@link Spool} that outlives the brokers of a test, as a folder outlives a process. */
export function createMemorySpool(): Spool {
  const entries = new Map<string, string>();
  return {
    put: (name, text) => Promise.resolve(void entries.set(name, text)),
    names: () => Promise.resolve([...entries.keys()]),
    read: (name) => Promise.resolve(entries.get(name) ?? null),
    remove: (name) => Promise.resolve(void entries.delete(name)),
  };
}

/** Hides a text from a glance and ties it to its context; no cryptography, so that time stands still while it works. */
export const plainSealer: Sealer = {
  seal: (context, text) => Promise.resolve(`${context}:${btoa(text)}`),
  open(context, sealed) {
    if (!sealed.startsWith(`${context}:`)) return Promise.reject(new Error("sealed for another context"));
    return Promise.resolve(atob(sealed.slice(context.length + 1)));
  },
};
