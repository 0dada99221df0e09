import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { X509Certificate } from "node:crypto";
import { generate } from "selfsigned";

/** A certificate with its key, both PEM, and whether this machine's browsers trust it. */
export type Certificate = { readonly cert: string; readonly key: string; readonly trusted: boolean };

const dayMs = 24 * 60 * 60 * 1000;
const validDays = 365;

/** Whether a PEM certificate is still good a day from `now` (milliseconds since 1970). */
export function isValid(cert: string, now: number): boolean {
  return Date.parse(new X509Certificate(cert).validTo) > now + dayMs;
}

/** The certificate that `office-addin-dev-certs` made and had trusted, if it is there. */
function officeCertificate(now: number): Certificate | null {
  const folder = join(homedir(), ".office-addin-dev-certs");
  if (!existsSync(join(folder, "localhost.crt"))) return null;
  const cert = readFileSync(join(folder, "localhost.crt"), "utf8");
  return isValid(cert, now) ? { cert, key: readFileSync(join(folder, "localhost.key"), "utf8"), trusted: true } : null;
}

async function makeCertificate(folder: string, now: number): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    notBeforeDate: new Date(now - dayMs),
    notAfterDate: new Date(now + validDays * dayMs),
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }, { type: 7, ip: "127.0.0.1" }] },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "localhost.key"), key, { mode: 0o600 });
  writeFileSync(join(folder, "localhost.crt"), cert);
  return { cert, key, trusted: false };
}

/**
 * The certificate for https://localhost: the one that Office's own tool made, else one of ours, kept in `folder`
 * so that a browser asks about it once.
 */
export async function localhostCertificate(folder: string, now: number): Promise<Certificate> {
  const trusted = officeCertificate(now);
  if (trusted) return trusted;
  const path = join(folder, "localhost.crt");
  if (existsSync(path)) {
    const cert = readFileSync(path, "utf8");
    if (isValid(cert, now)) return { cert, key: readFileSync(join(folder, "localhost.key"), "utf8"), trusted: false };
  }
  return makeCertificate(folder, now);
}
