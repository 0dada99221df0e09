const inner = new WeakMap<Secret, string>();

/** A string that cannot be logged, spilled into a cell or saved to a workbook by accident. */
export class Secret {
  constructor(value: string) {
    inner.set(this, value);
  }

  /** The only way out; search for `.reveal(` to audit every use. */
  reveal(): string {
    return inner.get(this) ?? "";
  }

  /** Whether both hold the same text. */
  equals(other: Secret): boolean {
    return this.reveal() === other.reveal();
  }

  toString(): string {
    return "[secret]";
  }

  toJSON(): string {
    return "[secret]";
  }
}
