import type { RowNumber } from "./row-columns";

/** Rows by the bytes of their keys: the same few keys come again and again in a join, and making a text of each takes longest. */
export type KeyMemo = {
  /** The row that was noted for the key at a place of a memory; `null` for none. */
  find(memory: Uint8Array, start: number, length: number): RowNumber | null;
  note(key: Uint8Array, row: RowNumber): void;
};

/** A slot is its key's hash, where the key's bytes are, their number, and the row: next to each other, to be read at once. */
const slotSize = 4;
const [startAt, lengthAt, rowAt] = [1, 2, 3];
/** The length of a key that is none. */
const free = -1;
const firstSlots = 256;
const firstBytes = 4096;

/** Makes an empty {@link KeyMemo}: open addressing with at least half of the slots free. */
export function createKeyMemo(): KeyMemo {
  let slots = freeSlots(firstSlots);
  let bytes = new Uint8Array(firstBytes);
  let used = 0;
  let count = 0;

  /** Where the slot of a key is, or the free one where it belongs. */
  function slotOf(memory: Uint8Array, start: number, length: number): number {
    const own = hash(memory, start, length);
    let slot = (own * slotSize) & (slots.length - 1);
    while (slots[slot + lengthAt] !== free) {
      if (slots[slot] === own && slots[slot + lengthAt] === length && isAt(slot, memory, start)) return slot;
      slot = (slot + slotSize) & (slots.length - 1);
    }
    return slot;
  }

  function isAt(slot: number, memory: Uint8Array, start: number): boolean {
    const own = slots[slot + startAt] ?? 0;
    const length = slots[slot + lengthAt] ?? 0;
    for (let index = 0; index < length; index++) if (bytes[own + index] !== memory[start + index]) return false;
    return true;
  }

  function grow(): void {
    const before = slots;
    slots = freeSlots(2 * (before.length / slotSize));
    for (let from = 0; from < before.length; from += slotSize) {
      const length = before[from + lengthAt] ?? free;
      if (length === free) continue;
      const slot = slotOf(bytes, before[from + startAt] ?? 0, length);
      for (let part = 0; part < slotSize; part++) slots[slot + part] = before[from + part] ?? 0;
    }
  }

  return {
    find(memory, start, length) {
      const slot = slotOf(memory, start, length);
      return slots[slot + lengthAt] === free ? null : (slots[slot + rowAt] ?? null);
    },
    note(key, row) {
      if (2 * (count + 1) * slotSize > slots.length) grow();
      const slot = slotOf(key, 0, key.length);
      if (slots[slot + lengthAt] !== free) return;
      if (used + key.length > bytes.length) bytes = enlarged(bytes, 2 * (used + key.length));
      bytes.set(key, used);
      slots.set([hash(key, 0, key.length), used, key.length, row], slot);
      used += key.length;
      count++;
    },
  };
}

function freeSlots(count: number): Int32Array {
  return new Int32Array(count * slotSize).fill(free);
}

function enlarged(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size);
  larger.set(bytes);
  return larger;
}

/** FNV-1a, with its upper bits brought down to where slots are counted. */
function hash(memory: Uint8Array, start: number, length: number): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < length; index++) value = Math.imul(value ^ (memory[start + index] ?? 0), 0x01000193);
  return value ^ (value >>> 15);
}
