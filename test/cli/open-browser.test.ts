import { describe, expect, test } from "@jest/globals";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBrowser } from "../../src/cli/open-browser";

const url = "http://127.0.0.1:1/oauth/v2/authorize?client_id=ca_x&state=$(whoami);'";

describe("the browser", () => {
  test("is the program of BROWSER, which gets the address as it is: no shell reads it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "xlstripe-"));
    const program = join(folder, "browser");
    const got = join(folder, "got");
    writeFileSync(program, `#!/bin/sh\nprintf %s "$1" > "${got}.part" && mv "${got}.part" "${got}"\n`);
    chmodSync(program, 0o700);
    expect(await openBrowser(url, { BROWSER: program })).toBe(true);
    for (let patience = 200; patience > 0 && !existsSync(got); patience--) await new Promise((done) => setTimeout(done, 20));
    expect(readFileSync(got, "utf8")).toBe(url);
    rmSync(folder, { recursive: true });
  });

  test("that cannot be started is no failure: the person opens the address", async () => {
    expect(await openBrowser(url, { BROWSER: join(tmpdir(), "no-such-browser") })).toBe(false);
  });
});
