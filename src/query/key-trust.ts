/** Whether tables apply equalities of keys by themselves, so that SQLite need not check each row again. */
export type KeyTrust = {
  /** Whether they do in a statement that is compiled now. */
  trustsKeys(): boolean;
  /** A key is compared with a value that is no text, which only SQLite can do: the statement has to be compiled again. */
  doubtKeys(): void;
  /** The statement that runs has to be compiled again. */
  isInDoubt(): boolean;
  /** Whether the statement has to be compiled again; asking takes it as done. */
  takeDoubt(): boolean;
};

/** Makes {@link KeyTrust}: keys are trusted until they are doubted once, since nearly all that they are compared with are texts. */
export function createKeyTrust(): KeyTrust {
  let trusted = true;
  let inDoubt = false;
  return {
    trustsKeys: () => trusted,
    doubtKeys() {
      inDoubt ||= trusted;
      trusted = false;
    },
    isInDoubt: () => inDoubt,
    takeDoubt() {
      const before = inDoubt;
      inDoubt = false;
      return before;
    },
  };
}
