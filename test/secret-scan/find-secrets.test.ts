import { describe, expect, test } from "@jest/globals";
import { randomBytes } from "node:crypto";

import { findSecrets } from "./find-secrets";
import { secretKinds } from "./secret-kinds";

const letters = (): string => randomBytes(16).toString("hex");
const noise = (): Buffer => Buffer.from(randomBytes(40_000).toString("base64url"));
const around = (bytes: Buffer): Buffer => Buffer.concat([noise(), Buffer.from(" "), bytes, Buffer.from(" "), noise()]);

describe("the search for secrets", () => {
  test.each(secretKinds)("finds a $name that nobody named before, in a file of other bytes", ({ name, canary }) => {
    const text = canary(letters());
    expect(findSecrets(around(Buffer.from(text)), []).map(({ what }) => what)).toContain(`a ${name}`);
    expect(findSecrets(around(Buffer.from(text, "utf16le")), []).map(({ what }) => what)).toContain(`a ${name}`);
  });

  test.each([
    ["plain text", (text: string) => Buffer.from(text)],
    ["UTF-16", (text: string) => Buffer.from(text, "utf16le")],
    ["percent-encoded", (text: string) => Buffer.from(encodeURIComponent(text))],
    ["hexadecimal", (text: string) => Buffer.from(Buffer.from(text).toString("hex"))],
    ["base64", (text: string) => Buffer.from(Buffer.from(`user:${text}:`).toString("base64"))],
    ["base64url", (text: string) => Buffer.from(Buffer.from(`{"t":"${text}"}`).toString("base64url"))],
  ])("finds a known secret written as %s", (writtenAs, write) => {
    const value = `${letters()}/+${letters()}`;
    const found = findSecrets(around(write(value)), [{ name: "a typed code", value }]);
    expect(found).toContainEqual(expect.objectContaining({ what: "a typed code", writtenAs }));
  });

  test("says nothing of cipher texts, ids and public keys", () => {
    for (let round = 0; round < 20; round++) expect(findSecrets(noise(), [])).toEqual([]);
    const harmless = `{"id":"ch_${letters()}","account":"acct_${letters()}","client":"ca_${letters()}","x":"${letters()}"} mac_addresses start_time`;
    expect(findSecrets(Buffer.from(harmless), [])).toEqual([]);
  });
});
