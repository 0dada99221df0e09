import type { AppendJudgement, CatalogTable, EventJudgement } from "./catalog-table";
import eventTypes from "./event-types.json";
import { followedByEvents, listedAgain, onlyAdded } from "./judgement/refresh";

/** How rows that were listed once are brought up to date. */
export type TableRefresh =
  | {
      readonly kind: "events";
      /** For each type of event that changes a row: the field of the event's object that holds the row's key. */
      readonly keyField: ReadonlyMap<string, string>;
      /** What a call must ask for (see `CatalogColumn.includePath`) and that changes only with such an event. */
      readonly including: ReadonlySet<string>;
      /** Types after which the row is gone. */
      readonly deletions: ReadonlySet<string>;
    }
  | ({ readonly kind: "appended" } & AppendJudgement)
  | {
      readonly kind: "listed";
      /** Why nothing less will do, as a sentence for people. */
      readonly why: string;
    };

const typesOfResource: Readonly<Record<string, string>> = eventTypes;

/** The types of snapshot events whose object is this resource. https://docs.stripe.com/api/events/types */
export function eventTypesOf(resource: string): readonly string[] {
  return typesOfResource[resource]?.split(" ") ?? [];
}

/** Resources that events are about. */
export function resourcesWithEvents(): readonly string[] {
  return Object.keys(typesOfResource);
}

/** How a table is brought up to date. */
export function refreshOf(table: CatalogTable): TableRefresh {
  const why = reasonToList(table);
  if (why !== null) return { kind: "listed", why };
  const appended = onlyAdded[table.name];
  if (appended !== undefined) return { kind: "appended", ...appended };
  const judged = followedByEvents[table.name];
  if (judged !== undefined) return followed(table.resource, judged);
  return { kind: "listed", why: listedAgain[table.name] ?? "Stripe does not announce changes of this data." };
}

/** What the kind of the table says already. */
function reasonToList({ kind, parents, filters }: CatalogTable): string | null {
  if (kind === "singleton") return "It is one object, which is read at once.";
  if (parents.length > 0) return "Stripe does not announce changes of what belongs to another object.";
  if (filters.some(({ required }) => required)) return "Stripe lists it under a condition, and its events do not tell which.";
  return null;
}

function followed(resource: string, { also = [], including = [], except = [], staying = [] }: EventJudgement): TableRefresh {
  const own = eventTypesOf(resource).filter((type) => !except.includes(type));
  const others = also.flatMap((one) => eventTypesOf(one.resource).map((type) => [type, one.through] as const));
  return {
    kind: "events",
    keyField: new Map([...own.map((type) => [type, "id"] as const), ...others]),
    including: new Set(including),
    deletions: new Set(own.filter((type) => type.endsWith(".deleted") && !staying.includes(type))),
  };
}
