import { isRecord } from "./store/fields";

/** A list inside an object, as far as the API shows it there. */
export type EmbeddedList<T> = {
  readonly object: "list";
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly total_count: number;
  readonly url: string;
};

const firstPage = 10;

/** The first ten rows as the API embeds them; the rest must be fetched from `url`. */
export function embed<T>(rows: readonly T[], url: string): EmbeddedList<T> {
  return { object: "list", data: rows.slice(0, firstPage), has_more: rows.length > firstPage, total_count: rows.length, url };
}

/** True for a list object inside another object. */
export function isEmbeddedList(value: unknown): value is EmbeddedList<unknown> {
  return isRecord(value) && value["object"] === "list" && typeof value["url"] === "string";
}
