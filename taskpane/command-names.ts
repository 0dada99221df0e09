/** Ribbon commands: control ids of the manifest, and the names their functions are associated under. */
export const commandNames = [
  "FromStripe",
  "NewConnection",
  "ManageConnections",
  "Refresh",
  "RefreshAll",
  "Queries",
] as const;

export type CommandName = (typeof commandNames)[number];
