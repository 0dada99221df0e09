import type { Sealer, Spool } from "../../platform/ports";
import type { GrantKey } from "../grant";

/** A new token pair on its way from Stripe's answer into the grant's record. */
export type RenewedTokens = {
  readonly key: GrantKey;
  readonly chain: string;
  /** The generation whose refresh token was used up for them. */
  readonly from: number;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly account: string;
  /** Seconds; `null`: does not expire. */
  readonly expiresIn: number | null;
  /** When the answer came, ms since 1970 UTC. */
  readonly at: number;
};

/** Keeps renewed tokens until they are committed. */
export type SpooledTokens = {
  /** Resolves with a name for {@link discard} when the tokens would survive a crash, as far as the place can promise it. */
  keep(tokens: RenewedTokens, signal: AbortSignal): Promise<string>;
  discard(name: string, signal: AbortSignal): Promise<void>;
  names(signal: AbortSignal): Promise<readonly string[]>;
  /** `null`: gone meanwhile, or never written completely. @throws when it was sealed with an unknown key. */
  read(name: string, signal: AbortSignal): Promise<RenewedTokens | null>;
};

/**
 * Outlives the process: encrypted entries of a {@link Spool}, each sealed for its own name. What the spool cannot take (a
 * full disk) is kept in memory: the record is written next, and when that fails too, its failure is told.
 */
export function createSpooledTokens(spool: Spool, sealer: Sealer, newId: () => string): SpooledTokens {
  const context = (name: string): string => `renewed-tokens/${name}`;
  const memory = createTokensInMemory(newId);

  async function write(tokens: RenewedTokens, signal: AbortSignal): Promise<string> {
    const name = newId();
    await spool.put(name, await sealer.seal(context(name), JSON.stringify(tokens)), signal);
    return name;
  }

  return {
    keep: (tokens, signal) => write(tokens, signal).catch(() => memory.keep(tokens, signal)),
    async discard(name, signal) {
      await memory.discard(name, signal);
      await spool.remove(name, signal);
    },
    names: async (signal) => [...(await memory.names(signal)), ...(await spool.names(signal))],
    async read(name, signal) {
      const kept = await memory.read(name, signal);
      if (kept !== null) return kept;
      const sealed = await spool.read(name, signal);
      return sealed === null ? null : (JSON.parse(await sealer.open(context(name), sealed)) as RenewedTokens);
    },
  };
}

/** Where nothing can be written aside (a browser): the tokens outlive a failing store at least as long as the program runs. */
export function createTokensInMemory(newId: () => string): SpooledTokens {
  const entries = new Map<string, RenewedTokens>();
  return {
    keep(tokens) {
      const name = newId();
      entries.set(name, tokens);
      return Promise.resolve(name);
    },
    discard: (name) => Promise.resolve(void entries.delete(name)),
    names: () => Promise.resolve([...entries.keys()]),
    read: (name) => Promise.resolve(entries.get(name) ?? null),
  };
}
