import { afterAll, beforeAll, describe } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createSealer, newKeyRing } from "../../src/platform/node/key-ring";
import { type DatabaseAddress, openRecords, type OpenRecords } from "../../src/platform/node/store/open-records";
import type { Sealer } from "../../src/platform/ports";
import { startPostgres, type TestPostgres } from "./postgres";

/** A kind of database under test. */
export type TestDatabases = {
  /** A new, empty database. */
  address(): Promise<DatabaseAddress>;
  /** Opens records; closed after the suite. Without an address: in a new database. */
  open(options?: { readonly database?: DatabaseAddress; readonly sealer?: Sealer }): Promise<OpenRecords>;
};

/** Runs the same suite on SQLite and on PostgreSQL. */
export function describeOnBothDatabases(title: string, suite: (databases: TestDatabases) => void): void {
  describe.each(["SQLite", "PostgreSQL"] as const)(`${title} (%s)`, (kind) => {
    const opened: OpenRecords[] = [];
    let folder = "";
    let server: TestPostgres | null = null;
    let count = 0;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "xlstripe-db-"));
      if (kind === "PostgreSQL") server = await startPostgres();
    });
    afterAll(async () => {
      await Promise.all(opened.map((records) => records.close()));
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const address = async (): Promise<DatabaseAddress> =>
      server === null
        ? { kind: "sqlite", file: join(folder, `${++count}.sqlite`) }
        : { kind: "postgres", url: await server.createDatabase() };

    suite({
      address,
      async open({ database, sealer = testSealer } = {}) {
        const records = await openRecords({ database: database ?? (await address()), sealer });
        opened.push(records);
        return records;
      },
    });
  });
}

/** One key ring for all databases of a test file. */
export const testSealer = createSealer(newKeyRing());
