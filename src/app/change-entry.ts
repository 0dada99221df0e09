import { AppError } from "../base/app-error";
import type { Queries } from "./app-api";
import { keepingGone, renamed } from "./definition-edits";
import type { QueryParts } from "./refresh-query";

/** Changes what the workbook keeps of a query without running it. */
export function createEntryChanges({ queries, need }: QueryParts): Pick<Queries, "rename" | "setGone"> {
  return {
    async rename(id, name, signal) {
      const others = queries.list.get().filter(({ definition }) => definition.id !== id);
      checkName(name.trim(), others.map(({ definition }) => definition.name));
      queries.find(id);
      await queries.edit(renamed(id, name.trim(), need.clock.now()), signal);
    },
    async setGone(id, gone, signal) {
      queries.find(id);
      await queries.edit(keepingGone(id, gone, need.clock.now()), signal);
    },
  };
}

function checkName(name: string, taken: readonly string[]): void {
  if (name === "") throw new AppError("BAD_ARGUMENT", "A query needs a name.", { hint: "Type one." });
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase())) {
    throw new AppError("BAD_ARGUMENT", `This workbook has a query named "${name}" already.`, { hint: "Choose another name." });
  }
}
