import { createHash } from "node:crypto";
import { Secret } from "../../base/secret";
import type { Clock, RandomBytes, RecordKey, RecordStore } from "../../platform/ports";

/** Collection of the codes' records; expired ones are purged. */
export const joinCodeCollection = "join-codes";

const dayMs = 24 * 60 * 60 * 1000;
/** No letters that look like digits; 32 of them, so that each takes five bits. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const groups = 4;
const groupLength = 4;

type JoinCode = { readonly label: string; readonly expiresAt: number; readonly used: boolean };

export type JoinCodes = {
  /** A new code, good once and for a day. Only its hash is kept. */
  readonly make: (label: string, signal: AbortSignal) => Promise<Secret>;
  /** Uses a code up. Resolves to its label, or `null` when it is unknown, expired or used. */
  readonly redeem: (code: Secret, signal: AbortSignal) => Promise<string | null>;
};

type JoinCodesParts = { readonly records: RecordStore; readonly clock: Clock; readonly randomBytes: RandomBytes };

export function createJoinCodes({ records, clock, randomBytes }: JoinCodesParts): JoinCodes {
  return {
    async make(label, signal) {
      const code = newCode(randomBytes);
      const expiresAt = clock.now() + dayMs;
      const text = JSON.stringify({ label, expiresAt, used: false } satisfies JoinCode);
      await records.save({ key: keyOf(code), text, etag: null, dueAt: expiresAt }, signal);
      return code;
    },
    async redeem(code, signal) {
      const key = keyOf(code);
      const found = await records.load(key, signal);
      if (found === null) return null;
      const { label, expiresAt, used } = JSON.parse(found.text) as JoinCode;
      if (used || expiresAt <= clock.now()) return null;
      const text = JSON.stringify({ label, expiresAt, used: true } satisfies JoinCode);
      // Of two that redeem it at once, the swap lets one through.
      const saved = await records.save({ key, text, etag: found.etag, dueAt: expiresAt }, signal);
      return saved === "conflict" ? null : label;
    },
  };
}

function newCode(randomBytes: RandomBytes): Secret {
  const letters = Array.from(randomBytes(groups * groupLength), (byte) => alphabet[byte % alphabet.length] ?? "");
  const parts = Array.from({ length: groups }, (_, index) => letters.slice(index * groupLength, (index + 1) * groupLength).join(""));
  return new Secret(parts.join("-"));
}

/** People type it as they like: small letters, spaces, no hyphens. */
function keyOf(code: Secret): RecordKey {
  const plain = code.reveal().toUpperCase().replace(/[^A-Z0-9]/g, "");
  return { collection: joinCodeCollection, owner: "", name: createHash("sha256").update(plain).digest("base64url") };
}
