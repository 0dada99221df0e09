import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

import { projectRoot } from "../../guards/project-files";
import type { WorkerJob, WorkerReport } from "./worker-job";

/** How a worker process ended. */
export type WorkerEnd = { readonly signal: NodeJS.Signals | null; readonly report: WorkerReport | null; readonly complaint: string };

export type WorkerProgram = { run(job: WorkerJob): Promise<WorkerEnd>; remove(): void };

/** Bundles the worker once. It lies below node_modules, so that packages are found from there. */
export function buildWorker(): WorkerProgram {
  const file = join(projectRoot, `node_modules/.cache/xlstripe-tests/crash-worker-${process.pid}.mjs`);
  const settings = {
    entryPoints: [join(projectRoot, "test/auth/crash/worker.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  };
  const program = `import { build } from "esbuild"; await build(${JSON.stringify(settings)});`;
  const built = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8", cwd: projectRoot });
  if (built.status !== 0) throw new Error(`the worker cannot be built: ${built.stderr}`);
  return { run: (job) => runWorker(file, job), remove: () => rmSync(file, { force: true }) };
}

function runWorker(file: string, job: WorkerJob): Promise<WorkerEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file], { stdio: ["pipe", "pipe", "pipe"] });
    const out: string[] = [];
    const complaints: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (part: string) => out.push(part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => complaints.push(part));
    child.once("error", reject);
    child.once("close", (_code, signal) => {
      const text = out.join("");
      resolve({ signal, report: text === "" ? null : (JSON.parse(text) as WorkerReport), complaint: complaints.join("") });
    });
    child.stdin.end(JSON.stringify(job));
  });
}
