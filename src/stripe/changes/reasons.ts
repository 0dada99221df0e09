/** Why everything is listed again, as people read it beside the result. */
export const reasons = {
  longAgo: "The rows are more than 25 days old, and Stripe keeps the events that tell what changed for 30 days only.",
  manyEvents: "So much has happened that listing all rows takes fewer requests than reading what changed.",
  manyChanges: (count: number) => `${count} rows have changed, and listing all rows takes fewer requests than reading each of them.`,
  manyOpen: "So many rows may still change that listing those asked for takes fewer requests.",
  unannounced: (column: string) => `Stripe does not announce changes of what the column ${column} shows.`,
  newcomers: "There are new objects, and only the list tells which of them belong to it.",
  noMark: "It is not known from when on to ask Stripe for changes.",
  unreadable: (message: string) => `Stripe's events, which tell what changed, cannot be read. ${message}`,
} as const;
