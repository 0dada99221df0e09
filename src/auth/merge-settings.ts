/** Settings as they are stored: names and JSON values. */
export type SettingsBag = Readonly<Record<string, unknown>>;

/** A change of one setting since it was last loaded or saved. */
export type SettingChange = { readonly kind: "set"; readonly value: unknown } | { readonly kind: "remove" };

/** Unsaved changes by setting name. */
export type SettingChanges = ReadonlyMap<string, SettingChange>;

/**
 * Puts this device's unsaved changes on top of what is stored now.
 * The merge is per name: a name that was not changed here keeps the stored value, so two devices that change
 * different settings lose nothing; for the same name the later save wins.
 */
export function mergeSettings(stored: SettingsBag, changes: SettingChanges): SettingsBag {
  const merged = new Map(Object.entries(stored));
  for (const [name, change] of changes) {
    if (change.kind === "set") merged.set(name, change.value);
    else merged.delete(name);
  }
  return Object.fromEntries(merged);
}
