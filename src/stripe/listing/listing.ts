import type { SqlValue } from "../../table/column";
import type { Conditions, Extent, ReadContext } from "../../table/row-source";
import type { ColumnPlan } from "../declare-columns";
import type { TablePlan } from "../declare-table";
import type { JsonObject } from "../json-object";

/** What is to be listed. */
export type Listing = {
  readonly plan: TablePlan;
  readonly conditions: Conditions;
  /** The columns that the objects must be good for: they decide what is expanded and which embedded lists are read to the end. */
  readonly columns: readonly ColumnPlan[];
  readonly extent: Extent;
  /** Lists within objects stay as they come, with their first entries. */
  readonly leaveListsCut?: true;
};

/** Objects of one reply, and the conditions that it was asked with, which a row may have to repeat. */
export type ListedPage = {
  readonly objects: readonly JsonObject[];
  readonly asked: Readonly<Record<string, SqlValue>>;
};

/** Makes of a page what a reader needs of it, as soon as the page is there: pages arrive in another order than they are delivered in. */
export type TakePage<T> = (page: ListedPage) => T;

/** For readers who need nothing until it is a page's turn. */
export const pageItself: TakePage<ListedPage> = (page) => page;

/**
 * Lists objects, each id once, newest first where the table promises it, with embedded lists read to their end, and gives what was
 * taken of each page that brought some.
 * @throws AppError the client's errors; `NOT_ENABLED` is told by `onPartial` instead.
 */
export type ReadListing = <T>(listing: Listing, take: TakePage<T>, context: ReadContext) => AsyncIterable<T>;
