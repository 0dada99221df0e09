import type { Call } from "./call";
import { wholeNumber } from "./filter";
import { refuseUnknown } from "./list";
import { badParameter, missingParameter } from "./refusal";

/** Answers `GET` of a v2 list: pages by token, no `has_more`. The company holds no v2 objects, so every list is one empty page. */
export function answerV2List({ route, parameters }: Call): unknown {
  refuseUnknown(parameters, [...route.table.filters.map((filter) => filter.name), "limit", "page", "include"]);
  for (const filter of route.table.filters) {
    if (filter.required && !parameters.has(filter.name)) throw missingParameter(filter.name);
  }
  const limit = parameters.get("limit");
  if (limit !== undefined && wholeNumber("limit", limit) < 1) throw badParameter("limit", "This value must be greater than or equal to 1.");
  const page = parameters.get("page");
  if (page !== undefined && page !== "") throw badParameter("page", "The page token is not valid.");
  return { data: [], next_page_url: null, previous_page_url: null };
}
