import Sqlite from "better-sqlite3";
import { join } from "node:path";

import { createFolderSink } from "./folder-sink";
import type { Sink } from "./sink";

export type DatabaseSinkOptions = { readonly name: string; readonly folder: string; readonly file: string };

/** A database file with its journals. A planted text goes into a table, as a program would write it. */
export function createDatabaseSink({ name, folder, file }: DatabaseSinkOptions): Sink {
  return createFolderSink({
    name,
    folder,
    files: new RegExp(`^${file.replaceAll(".", "\\.")}(?:-wal|-shm|-journal)?$`),
    plant(text) {
      const database = new Sqlite(join(folder, file), { fileMustExist: true });
      database.exec("CREATE TABLE IF NOT EXISTS planted (value TEXT)");
      database.prepare("INSERT INTO planted VALUES (?)").run(text);
      database.close();
      return Promise.resolve();
    },
  });
}
