/** One event as office.js wants it: category, type, target, JSON message, id, whether it is remote. */
export type RichApiMessage = readonly [category: number, type: number, targetId: string, message: string, id: number, remote: boolean];

/** Target of events of the whole workbook. */
export const workbookTarget = "Workbook";

/** Numbers that office.js uses for the events that the host raises. */
export const eventTypes = {
  worksheetDataChanged: 10,
  worksheetActivated: 11,
  worksheetDeactivated: 12,
  worksheetAdded: 13,
  worksheetSelectionChanged: 14,
  worksheetDeleted: 15,
  worksheetCalculated: 16,
  worksheetFormatChanged: 18,
  worksheetRowSorted: 19,
  worksheetColumnSorted: 20,
  workbookSelectionChanged: 2,
  tableSelectionChanged: 100,
  tableDataChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
} as const;

/** Category of Excel's own events; custom functions have category 1. */
export const excelCategory = 65_536;

/** Who listens to what, and the way to them. */
export type EventRegistry = {
  /** `Excel.Runtime.enableEvents`. */
  enabled: boolean;
  register(type: number, target: string): void;
  unregister(type: number, target: string): void;
  /** Raises an Excel event for each target that the add-in registered. */
  raise(type: number, targets: readonly string[], detail: Readonly<Record<string, unknown>>): void;
};

export function createEventRegistry(send: (messages: readonly RichApiMessage[]) => void): EventRegistry {
  const registered = new Map<string, number>();
  const add = (type: number, target: string, step: number): void => {
    const key = `${type} ${target}`;
    registered.set(key, Math.max(0, (registered.get(key) ?? 0) + step));
  };
  const registry: EventRegistry = {
    enabled: true,
    register: (type, target) => add(type, target, 1),
    unregister: (type, target) => add(type, target, -1),
    raise(type, targets, detail) {
      if (!registry.enabled) return;
      for (const target of targets) {
        if ((registered.get(`${type} ${target}`) ?? 0) > 0) send([[excelCategory, type, target, JSON.stringify(detail), 0, false]]);
      }
    },
  };
  return registry;
}
