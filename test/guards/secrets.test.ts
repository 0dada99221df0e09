import { describe, expect, test } from "@jest/globals";

import { filesBelow, readSource } from "./project-files";
import { secretComplaints } from "./secrets";

const textFiles = /\.(?:[cm]?[jt]sx?|json|md|html|css|xml|ya?ml)$|^run$/;
const plantedKey = ["sk", "live", "51Hx".padEnd(24, "a")].join("_");

describe("secrets", () => {
  test("no file of the project holds a key, a machine path or a secret taken out of its wrapper", () => {
    const files = filesBelow(".", textFiles).filter((path) => path !== "package-lock.json");
    expect(files.map(readSource).flatMap(secretComplaints)).toEqual([]);
  });

  test.each([
    ["a live key", "docs/a.md", `Key: ${plantedKey}`],
    ["a private key", "test/a.pem.ts", ["-----BEGIN", "PRIVATE KEY-----"].join(" ")],
    ["a machine path", "docs/a.md", ["see ", "work", "main/x"].join("/")],
    ["a revealed secret outside the client", "taskpane/a.tsx", "<p>{key.reveal()}</p>"],
    ["localStorage in the program", "taskpane/a.ts", 'localStorage.setItem("key", text);'],
  ])("a planted %s is found", (_what, path, text) => {
    expect(secretComplaints({ path, text })).toHaveLength(1);
  });

  test("a sandbox key is no secret", () => {
    expect(secretComplaints({ path: "docs/a.md", text: "sk_test_sandbox" })).toEqual([]);
  });
});
