import { secretKinds } from "./secret-kinds";

/** A secret that was used during the run, by a name that may be printed. */
export type KnownSecret = { readonly name: string; readonly value: string };

/** What was found in one place. Never the secret itself. */
export type Finding = { readonly what: string; readonly writtenAs: string; readonly offset: number };

/** All ways in which a text may lie in bytes without being protected. */
const writings: readonly { readonly name: string; readonly of: (text: string) => readonly Buffer[] }[] = [
  { name: "plain text", of: (text) => [Buffer.from(text, "utf8")] },
  { name: "UTF-16", of: (text) => [Buffer.from(text, "utf16le")] },
  { name: "percent-encoded", of: (text) => [Buffer.from(encodeURIComponent(text), "utf8")] },
  { name: "hexadecimal", of: (text) => [Buffer.from(Buffer.from(text).toString("hex"))] },
  { name: "base64", of: (text) => base64Forms(text, "base64") },
  { name: "base64url", of: (text) => base64Forms(text, "base64url") },
];

/** A text inside a longer base64 text begins at one of three places in a group; its outermost characters depend on neighbours. */
function base64Forms(text: string, encoding: "base64" | "base64url"): readonly Buffer[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]).toString(encoding).replace(/=+$/, "");
    return Buffer.from(encoded.slice(shift === 0 ? 0 : shift + 1, -2));
  });
}

/** Known secrets, in every writing, and anything that looks like a secret of a kind. */
export function findSecrets(bytes: Uint8Array, known: readonly KnownSecret[]): readonly Finding[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [...findKnown(buffer, known), ...findKinds(buffer)];
}

function findKnown(buffer: Buffer, known: readonly KnownSecret[]): readonly Finding[] {
  return known.flatMap(({ name, value }) =>
    writings.flatMap((writing) =>
      writing.of(value).flatMap((form) => {
        const offset = buffer.indexOf(form);
        return offset < 0 ? [] : [{ what: name, writtenAs: writing.name, offset }];
      }),
    ),
  );
}

function findKinds(buffer: Buffer): readonly Finding[] {
  const texts = [
    { writtenAs: "plain text", text: buffer.toString("latin1"), width: 1 },
    { writtenAs: "UTF-16", text: buffer.toString("utf16le"), width: 2 },
    { writtenAs: "UTF-16", text: buffer.subarray(1).toString("utf16le"), width: 2 },
  ];
  return texts.flatMap(({ writtenAs, text, width }) =>
    secretKinds.flatMap(({ name, pattern }) => {
      const match = pattern.exec(text);
      return match === null ? [] : [{ what: `a ${name}`, writtenAs, offset: match.index * width }];
    }),
  );
}
