/** One operation of SQLite's virtual machine (https://www.sqlite.org/opcode.html). */
export type Operation = {
  readonly address: number;
  readonly name: string;
  /** Second operand: where a jump goes. */
  readonly target: number;
  /** Fourth operand as text: for `VFilter`, the plan of the access. */
  readonly text: string;
};

/** Operations that need all rows of their input before the first row comes out. */
const gathering: ReadonlySet<string> = new Set([
  "AggStep",
  "AggStep1",
  "SorterOpen",
  "SorterInsert",
  "SorterSort",
  "Sort",
]);

/**
 * The accesses that a program reads while it hands out rows, so that a limit on its rows ends their reading early: none
 * when it sorts or groups, and never those inside a `Once` block, where a list or value for the rest is made.
 */
export function streamedPlans(program: readonly Operation[]): ReadonlySet<string> {
  const plans = new Set<string>();
  let onceEnds = 0;
  for (const { address, name, target, text } of program) {
    if (gathering.has(name)) return new Set();
    if (name === "Once") onceEnds = Math.max(onceEnds, target);
    if (name === "VFilter" && address >= onceEnds) plans.add(text);
  }
  return plans;
}
