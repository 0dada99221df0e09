/** Everything the program needs from the outside world. Types only; adapters are chosen by the entry points. */
import type { AppError } from "../base/app-error";
import type { Secret } from "../base/secret";

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A number in [0, 1), for jitter. */
export type Random = () => number;

export type HttpRequest = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
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

/** Names one of many stored values. `owner` is whose it is: nobody reads or writes another owner's values. */
export type RecordKey = { readonly collection: string; readonly owner: string; readonly name: string };

/** One value to be written. */
export type RecordWrite = {
  readonly key: RecordKey;
  readonly text: string;
  /** The version it replaces; `null`: nothing is stored yet. */
  readonly etag: string | null;
  /** When the value wants attention again (ms since 1970 UTC): it expires, or has to be renewed. Absent: never. */
  readonly dueAt?: number;
};

/** Many values with compare-and-swap, encrypted at rest, each ciphertext bound to its key and version. */
export interface RecordStore {
  readonly kind: VersionedStore["kind"];
  load(key: RecordKey, signal: AbortSignal): Promise<Versioned | null>;
  /** Writes only when the stored version is still `etag`. One statement decides, also among processes and nodes. */
  save(write: RecordWrite, signal: AbortSignal): Promise<{ readonly etag: string } | "conflict">;
  /** Takes the value away for good: nothing of it stays readable on the medium. Nothing to remove is no error. */
  remove(key: RecordKey, signal: AbortSignal): Promise<void>;
  list(filter: { readonly collection: string; readonly owner?: string }, signal: AbortSignal): Promise<readonly RecordKey[]>;
  /** Keys with `dueAt` at or before `before`, soonest first. */
  due(
    filter: { readonly collection: string; readonly before: number; readonly limit: number },
    signal: AbortSignal,
  ): Promise<readonly RecordKey[]>;
}

/** A second durable place for what must not be lost between an answer and its commit. Texts arrive encrypted. */
export interface Spool {
  /** Resolves when the text would survive a power cut. */
  put(name: string, text: string, signal: AbortSignal): Promise<void>;
  names(signal: AbortSignal): Promise<readonly string[]>;
  /** `null` when it is gone or was never written completely. */
  read(name: string, signal: AbortSignal): Promise<string | null>;
  remove(name: string, signal: AbortSignal): Promise<void>;
}

/** Encrypts a text for one context; the same context is needed to read it again. */
export interface Sealer {
  seal(context: string, text: string): Promise<string>;
  /** @throws when the text was sealed for another context or with an unknown key. */
  open(context: string, sealed: string): Promise<string>;
}

/** Runs tasks of one name one after the other, among all that share the lock (tabs of a browser, or this process). */
export type RunExclusively = <T>(name: string, task: () => Promise<T>, signal: AbortSignal) => Promise<T>;

/** Cryptographically strong random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

/** The ES256 key pair of this installation, made at the first use. Its private half cannot be taken out of the browser. */
export type OpenInstallationKey = (signal: AbortSignal) => Promise<CryptoKeyPair>;

/** What the host's single sign-on is asked for. */
export type AccountTokenRequest = {
  readonly clientId: string;
  readonly authority: string;
  readonly scope: string;
  /** Whether a window may open when Microsoft wants to see the person; else the answer is `null` then. */
  readonly mayAsk?: boolean;
};

/**
 * An access token of the person's Microsoft account for our gateway, or `null` where the host cannot give one
 * (without asking the person, unless that is allowed).
 * https://learn.microsoft.com/office/dev/add-ins/develop/enable-nested-app-authentication-in-your-add-in
 */
export type AcquireAccountToken = (request: AccountTokenRequest, signal: AbortSignal) => Promise<Secret | null>;

/** A message that a dialog page sent; `origin` is `null` where the host does not tell it. */
export type DialogMessage = { readonly text: string; readonly origin: string | null };

/** How an open dialog ends. `closed` also stands for a page that cut the link to Excel (Office's code 12006). */
export type DialogEnd = { readonly kind: "message"; readonly message: DialogMessage } | { readonly kind: "closed" };

/** Office dialogs: a window of its own whose first page is on the add-in's origin. */
export interface Dialogs {
  /**
   * Opens the page and resolves with its first message or its end; the window is closed then, and when aborted.
   * @throws AppError `SIGN_IN_FAILED` with a sentence for every dialog error of Office (blocked pop-up, one already open, ...).
   */
  open(url: string, signal: AbortSignal): Promise<DialogEnd>;
}

export type CellValue = string | number | boolean | null;

/** What one worksheet table shows: header texts, body values, and one number format a column. */
export type TableContent = {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** For each column: one Excel format for all rows, one a row, or `null` for General. */
  readonly formats: readonly (string | readonly string[] | null)[];
};

/** A cell by Excel's id of its sheet, which survives renames, and its row and column from 0. */
export type SheetCell = { readonly sheetId: string; readonly row: number; readonly column: number };

/** Where a new table goes; `activeCell`: the one that is active when the table is written. */
export type TableTarget =
  | { readonly kind: "newSheet"; readonly sheetName: string }
  | { readonly kind: "activeCell" }
  | { readonly kind: "cell"; readonly cell: SheetCell };

/** A table as Excel knows it. `id` survives renames. */
export type TableLocation = {
  readonly id: string;
  readonly name: string;
  readonly sheet: string;
  /** Address of the whole table, header included, such as `Charges!A1:D11`. */
  readonly address: string;
};

export type WriteProgress = (rowsWritten: number) => void;

/**
 * A table that was written earlier: found by Excel's id, or by its name when no table has the id any more, as in a workbook that was
 * copied by sheets; only where it has all the headers too, since a person may have given the name to a table of their own.
 */
export type TableRef = { readonly id: string; readonly name: string | null; /** Absent: the name alone finds nothing. */ readonly headers?: readonly string[] };

/** A column of ours: its header as the query names it, and Excel's id of the table's column, which survives renames and moves. */
export type ColumnLink = { readonly header: string; readonly columnId: number };

/** A new or rewritten table, and which of its columns are ours, in the order of the content. */
export type WrittenTable = { readonly location: TableLocation; readonly columns: readonly ColumnLink[] };

/** One column of the content that rows are ordered by. */
export type SortField = { readonly column: number; readonly descending: boolean };

/** Rows of which a column of the content holds one of some texts. */
export type RowScope = { readonly column: number; readonly values: readonly string[] };

/** A row is one of those that the content may have, or one of another query, or nobody knows: a person may have typed it. */
export type KeyKind = "own" | "other" | "unknown";

/** New rows for a table that stands. */
export type TableRefresh = {
  readonly content: TableContent;
  /** Our columns as they were last written; empty where nobody noted them: headers are compared then. */
  readonly columns: readonly ColumnLink[];
  /** Columns of the content whose values together tell a row; empty: rows have no identity and are replaced in order. */
  readonly key: readonly number[];
  /**
   * How the rows are ordered, by Excel's own sort, when rows were added or what they are ordered by changed; empty: rows keep
   * their place and new ones come last; `unknown`: they are ordered, but by what Excel cannot repeat.
   */
  readonly order: readonly SortField[] | "unknown";
  /**
   * The number format of a cell by what its row says, as money has that of its currency; `null`: its column has one for all rows.
   * Where another row takes a row's place, a cell that has the old row's format gets the new one's. Absent: no column has such.
   */
  readonly formatOf?: (column: number, row: readonly CellValue[]) => string | null;
  /** Why rows are replaced in order whatever the key, as a sentence goes on behind "because"; absent: they are told apart by it. */
  readonly inOrder?: string;
  /** Why the content lacks rows, as a sentence: rows of the table that did not come then stay as they are. Absent: it lacks none. */
  readonly lacks?: string;
  /** What the cells of a key say of their row; absent: all rows of the table are of the content's kind. */
  readonly kindOf?: (key: readonly string[]) => KeyKind;
  /** Rows that did not come again: they stay and are marked, or the table rows of those that were ours are deleted. */
  readonly gone: "mark" | "delete";
  /** What a marked row says, such as `2026-11-21`. */
  readonly goneSince: string;
  /** Header of the column of marks; absent: `Not in query since`. */
  readonly goneHeader?: string;
  /**
   * The rows that the content stands for, by what a column of it says: all others stay as they are, whatever comes, and rows are
   * placed by key in any case, of those with one key in the first. Absent: all rows of the table.
   */
  readonly scope?: RowScope;
  readonly onProgress?: WriteProgress;
  /** Called when all is written but the deleting and sorting of rows; when it throws, our columns get back what they had. */
  readonly confirm?: (refreshed: RefreshedTable) => Promise<void>;
};

/** What a refresh did to a table. */
export type RefreshedTable = WrittenTable & {
  /** How rows found their places. */
  readonly placed: "key" | "position";
  /** What a person should know of it, such as why rows were not placed by key; `null`: nothing. */
  readonly note: string | null;
  readonly added: number;
  readonly changed: number;
  readonly gone: number;
};

/** A custom XML part of the workbook; `id` is Excel's. */
export type XmlPart = { readonly id: string; readonly xml: string };

/** A part to be written. `replaces`: ids of the parts that become this one; none: it is added beside them. Absent: it replaces the first. */
export type PartWrite = Pick<XmlPart, "xml"> & {
  readonly namespace: string;
  readonly replaces?: readonly string[];
  /** All parts of the namespace as they were read: nothing is written when they are others by now. Absent: whatever they are. */
  readonly read?: readonly XmlPart[];
};

/** The workbook that the add-in runs in. Every method is one or more `Excel.run` batches. */
export interface Workbook {
  /** The cell that is active now. While a cell is being edited that cannot be told: `WORKBOOK_BUSY`. */
  activeCell(signal: AbortSignal): Promise<SheetCell>;
  /** Writes values first, then makes the table; on failure or abort nothing of it stays. */
  insertTable(insert: TableInsert, signal: AbortSignal): Promise<WrittenTable>;
  /**
   * Puts new rows into a table: writes only values of our columns that differ, and resizes it once. On failure or abort our
   * columns get back what they had.
   */
  refreshTable(table: TableRef, refresh: TableRefresh, signal: AbortSignal): Promise<RefreshedTable>;
  /** `null` when the table is gone. */
  findTable(table: TableRef, signal: AbortSignal): Promise<TableLocation | null>;
  /** Shows the table's sheet and selects the table; `false` when it is gone. */
  selectTable(table: TableRef, signal: AbortSignal): Promise<boolean>;
  /**
   * Takes the table and what stands in its cells away; cells beside and below it keep their places. `false` when it is gone;
   * `WORKBOOK_REFUSED` when it is known by its name alone, and the table of that name has other headers.
   */
  deleteTable(table: TableRef, signal: AbortSignal): Promise<boolean>;
  /** The workbook's custom XML part with this namespace, or `null`. */
  readPart(namespace: string, signal: AbortSignal): Promise<string | null>;
  /** All parts with this namespace, in the order of their ids: a workbook that was merged can have several. */
  readParts(namespace: string, signal: AbortSignal): Promise<readonly XmlPart[]>;
  /** Adds or replaces parts; `changed`: not, since they were not as they had been read. */
  writePart(part: PartWrite, signal: AbortSignal): Promise<"written" | "changed">;
}

/** A cell as {@link CellChanges.find} gives it, noted so that it is found again. */
export type FollowedCell = {
  readonly cell: string;
  /** Excel's id of its sheet, which survives renames and counts before the name; `null`: a defined name, or not known. */
  readonly sheetId: string | null;
};

/** What is told of cells that are watched. */
export type CellWatch = {
  readonly cells: readonly FollowedCell[];
  /** The person at this Excel changed the cell; neither the add-in nor somebody else did, nor a recalculation. */
  readonly changed: (cell: FollowedCell) => void;
  /** How the cell is to be noted now, as its sheet may have another name; `null`: it is gone. Told at first and with changes. */
  readonly placed: (cell: FollowedCell, now: FollowedCell | null) => void;
  /** It could not be told which cells were changed. */
  readonly failed: (failure: AppError) => void;
};

/** Cells of the workbook that a person changes. Failures are as those of {@link Workbook}. */
export interface CellChanges {
  /** Address of the selected cell, with its sheet: `Sheet1!B2`. */
  selected(signal: AbortSignal): Promise<string>;
  /** How a cell is noted that a person typed: an address gets the sheet that is shown, a name stays; `null`: there is none such. */
  find(text: string, signal: AbortSignal): Promise<string | null>;
  /** The same cell as it is noted now; `null`: it is gone. */
  place(cell: FollowedCell, signal: AbortSignal): Promise<FollowedCell | null>;
  /** Resolves when it watches; it ends when the signal fires. */
  watch(watch: CellWatch, signal: AbortSignal): Promise<void>;
}

/** Cells with a formula of the add-in: those that work, and those that lost its name where the add-in was not there. */
export type FormulaCount = { readonly working: number; readonly broken: number };

/** Formulas that became values, and those that stay because they show an error or still wait. */
export type ConvertedFormulas = { readonly converted: number; readonly left: number };

/** The cells of the workbook that hold the add-in's formulas. */
export interface FormulaCells {
  count(signal: AbortSignal): Promise<FormulaCount>;
  /** Lets Excel run them again, and no other formulas but those that depend on them. Returns how many. */
  recalculate(signal: AbortSignal): Promise<number>;
  /** Puts the values that they show in their place, texts as texts. On failure what is converted stays so, the others keep their formula. */
  toValues(signal: AbortSignal): Promise<ConvertedFormulas>;
  /** Gives broken ones their name back. Returns how many. */
  repair(signal: AbortSignal): Promise<number>;
}

/** What becomes of cells in which formulas of the add-in ran. Failures are as those of {@link Workbook}. */
export interface FormulaPlaces {
  /** Whether a formula stands in the cell now that calls the add-in, itself or by a name. `cell`: its address as Excel gives it. */
  holds(cell: string, signal: AbortSignal): Promise<boolean>;
  /** Resolves when it listens: from then on it tells when cells of a sheet have moved, such as by an inserted row. It ends with the page. */
  watch(moved: () => void, signal: AbortSignal): Promise<void>;
}

export type TableInsert = {
  readonly target: TableTarget;
  /** Wished table name; made unique and valid by the adapter. */
  readonly name: string;
  readonly content: TableContent;
  /** Columns of the content that are not shown. Only on a new sheet: hiding takes whole columns of a sheet. */
  readonly hidden?: readonly number[];
  /** Widths of the columns in points; absent: as wide as what is in them. */
  readonly widths?: readonly number[];
  /** The sheet that is shown stays so; absent: the table's sheet is shown. */
  readonly inBackground?: true;
  readonly onProgress?: WriteProgress;
  /** Called when the table stands; when it throws, the table is taken away again. */
  readonly confirm?: (written: WrittenTable) => Promise<void>;
};

/** What the add-in may ask of its host besides the workbook's content. */
export interface AddIn {
  showPane(): Promise<void>;
  /** Whether the runtime starts with the workbook, so that refresh on open and schedules can work. */
  startWithWorkbook(enabled: boolean): Promise<void>;
  /** Address or path of the workbook's file as it is now; `null` while it was never saved. */
  documentAddress(signal: AbortSignal): Promise<string | null>;
}
