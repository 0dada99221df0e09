import { describe, expect, test } from "@jest/globals";
import { X509Certificate } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isValid, localhostCertificate } from "./certificate";

const now = Date.UTC(2026, 10, 21);
const yearMs = 365 * 24 * 60 * 60 * 1000;

describe("certificate for https://localhost", () => {
  test("is made once for localhost and 127.0.0.1 and kept", async () => {
    const folder = mkdtempSync(join(tmpdir(), "certificate-"));
    const first = await localhostCertificate(folder, now);
    const second = await localhostCertificate(folder, now);
    expect(second.cert).toBe(first.cert);
    const certificate = new X509Certificate(first.cert);
    expect(certificate.checkHost("localhost")).toBe("localhost");
    expect(certificate.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(first.key).toContain("PRIVATE KEY");
  });

  test("is made anew when it has run out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "certificate-"));
    const first = await localhostCertificate(folder, now - 2 * yearMs);
    expect(isValid(first.cert, now)).toBe(false);
    const second = await localhostCertificate(folder, now);
    expect(second.cert).not.toBe(first.cert);
    expect(isValid(second.cert, now)).toBe(true);
  });
});
