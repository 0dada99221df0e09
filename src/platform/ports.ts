/** Everything the program needs from the outside world. Types only; adapters are chosen by the entry points. */

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A number in [0, 1), for jitter. */
export type Random = () => number;

export type HttpRequest = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type HttpReply = {
  readonly status: number;
  /** Names in lower case. A browser shows only those that CORS exposes. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Sends one request, once. Rejects when no reply arrived (network, abort); any status is a reply. */
export type SendHttp = (request: HttpRequest, signal: AbortSignal) => Promise<HttpReply>;

/** A stored value and the version it has. */
export type Versioned = { readonly text: string; readonly etag: string };

/** One named value with compare-and-swap. Implementations encrypt at rest where the medium is readable by others. */
export interface VersionedStore {
  /** Where the value lives, for messages: "this device", "memory". */
  readonly kind: "device" | "memory" | "vault" | "file";
  /** True where the value is encrypted at rest, so that it may hold secrets; memory needs no such promise. */
  readonly encrypts?: boolean;
  load(signal: AbortSignal): Promise<Versioned | null>;
  /** Writes only when the stored version is still `etag` (`null`: nothing stored yet). */
  save(text: string, etag: string | null, signal: AbortSignal): Promise<{ readonly etag: string } | "conflict">;
}

export type CellValue = string | number | boolean | null;

/** What one worksheet table shows: header texts, body values, and one number format a column. */
export type TableContent = {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** For each column: one Excel format for all rows, one a row, or `null` for General. */
  readonly formats: readonly (string | readonly string[] | null)[];
};

/** Where a new table goes. */
export type TableTarget =
  | { readonly kind: "newSheet"; readonly sheetName: string }
  | { readonly kind: "activeCell" };

/** A table as Excel knows it. `id` survives renames. */
export type TableLocation = {
  readonly id: string;
  readonly name: string;
  readonly sheet: string;
  /** Address of the whole table, header included, such as `Charges!A1:D11`. */
  readonly address: string;
};

export type WriteProgress = (rowsWritten: number) => void;

/** The workbook that the add-in runs in. Every method is one or more `Excel.run` batches. */
export interface Workbook {
  /** Writes values first, then makes the table; on failure or abort nothing of it stays. */
  insertTable(insert: TableInsert, signal: AbortSignal): Promise<TableLocation>;
  /** Puts new content into an existing table: resizes it, keeps its place, name and formats. */
  replaceTable(tableId: string, content: TableContent, signal: AbortSignal): Promise<TableLocation>;
  /** `null` when the table is gone. */
  findTable(tableId: string, signal: AbortSignal): Promise<TableLocation | null>;
  /** The workbook's custom XML part with this namespace, or `null`. */
  readPart(namespace: string, signal: AbortSignal): Promise<string | null>;
  /** Adds or replaces that part. */
  writePart(part: { readonly namespace: string; readonly xml: string }, signal: AbortSignal): Promise<void>;
}

export type TableInsert = {
  readonly target: TableTarget;
  /** Wished table name; made unique and valid by the adapter. */
  readonly name: string;
  readonly content: TableContent;
  readonly onProgress?: WriteProgress;
  /** Called when the table stands; when it throws, the table is taken away again. */
  readonly confirm?: (location: TableLocation) => Promise<void>;
};

/** What the add-in may ask of its host besides the workbook's content. */
export interface AddIn {
  showPane(): Promise<void>;
  /** Whether the runtime starts with the workbook, so that refresh on open and schedules can work. */
  startWithWorkbook(enabled: boolean): Promise<void>;
}
