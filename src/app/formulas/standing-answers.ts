import type { FormulaPlaces } from "../../platform/ports";
import { openOnce } from "../open-once";
import type { AnswerFacts, CellAnswers } from "./cell-answers";
import type { FormulaAnswer } from "./formulas";

/** What the formulas found that still stand where they ran. */
export type StandingAnswers = {
  /** A formula begins to run in a cell, which from now on shows nothing; gives what notes its answer. */
  begin(cell: string): (answer: FormulaAnswer) => void;
  /** `null`: nothing is known of a formula in this cell. @throws AppError when Excel cannot tell what is in it. */
  at(cell: string, signal: AbortSignal): Promise<AnswerFacts | null>;
};

export type OpenPlaces = () => Promise<FormulaPlaces>;

/**
 * Excel tells a formula its address only when it runs, and neither that it was deleted later nor that it moved. So the cell is looked
 * at when somebody asks, and once cells have moved nothing is known of any until their formulas run again.
 */
export function createStandingAnswers(answers: CellAnswers, openPlaces: OpenPlaces): StandingAnswers {
  let moves = 0;
  const watch = openOnce(async (signal) => {
    const places = await openPlaces();
    await places.watch(() => {
      moves++;
      answers.clear();
    }, signal);
    return places;
  });

  return {
    begin(cell) {
      answers.forget(cell);
      const before = moves;
      // Who asks for the cell tries again, and hears why it fails.
      void Promise.allSettled([watch(new AbortController().signal)]);
      return (answer) => {
        if (moves === before) answers.note(cell, answer);
      };
    },
    async at(cell, signal) {
      if (answers.at(cell) === null) return null;
      const places = await watch(signal);
      const stands = await places.holds(cell, signal);
      return stands ? answers.at(cell) : null;
    },
  };
}
