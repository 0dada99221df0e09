import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { request } from "node:https";

import { projectRoot } from "../guards/project-files";

type Reply = { readonly status: number; readonly text: string };

/** Asks the server as a browser would that accepted the certificate. */
function get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(address, { rejectUnauthorized: false, headers }, (reply) => {
      let text = "";
      reply.setEncoding("utf8").on("data", (part: string) => (text += part));
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, text }));
    });
    call.once("error", reject);
    call.end();
  });
}

describe("npm start", () => {
  let server: ChildProcess;
  let printed = "";
  let origin: string;

  beforeAll(async () => {
    server = spawn(process.execPath, ["test/tools/start.mjs", "--no-open", "--port", "0"], { cwd: projectRoot });
    origin = await new Promise<string>((resolve, reject) => {
      server.stdout?.setEncoding("utf8").on("data", (part: string) => {
        printed += part;
        const [address] = /https:\/\/localhost:\d+/.exec(printed) ?? [];
        if (address && printed.includes("Ctrl+C")) resolve(address);
      });
      server.once("exit", (code) => reject(new Error(`npm start ended with ${code}`)));
    });
  }, 120_000);

  afterAll(() => void server.kill("SIGTERM"));

  test("prints the address and serves add-in, gateway, sandbox, workbench and manifest under it", async () => {
    const statusOf = async (path: string): Promise<number> => (await get(`${origin}${path}`)).status;
    const paths = ["/workbench/", "/taskpane.html", "/runtime.js", "/functions.json", "/officejs/office.js", "/healthz", "/assets/connector-32.png"];
    expect(await Promise.all(paths.map(statusOf))).toEqual(paths.map(() => 200));
    expect((await get(`${origin}/manifest.xml`)).text).toContain(`${origin}/taskpane.html`);
    const charges = await get(`${origin}/sandbox/v1/charges?limit=1`, { authorization: "Bearer sk_test_sandbox" });
    expect(JSON.parse(charges.text)).toMatchObject({ object: "list", data: [{ object: "charge" }] });
  });

  test("says how to sideload the add-in", () => {
    expect(printed).toMatch(/npm run excel/);
    expect(printed).toMatch(/Upload My Add-in/);
  });

  test("a port that is in use is said, with what to do", () => {
    const port = new URL(origin).port;
    const second = spawnSync(process.execPath, ["test/tools/start.mjs", "--no-open", "--port", port], { cwd: projectRoot, encoding: "utf8" });
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`Port ${port} is in use.`);
  });

  test("a flag that it does not know and a port that is none are answered by the usage", () => {
    for (const flags of [["--prot", "1"], ["--port", "high"]]) {
      const { status, stderr, stdout } = spawnSync(process.execPath, ["test/tools/start.mjs", ...flags], { cwd: projectRoot, encoding: "utf8" });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toContain("Usage: npm start [-- --port N --no-open]");
    }
  });
});
