import type { QueryResult } from "../../table/query-result";

type Sized = Pick<QueryResult, "rows" | "columns">;

/** Answers by their key, the latest of each. */
export type KeptAnswers<Answer> = {
  get(key: string): Answer | null;
  put(key: string, answer: Answer): void;
  all(): readonly Answer[];
};

/** Keeps answers up to so many cells together; what was put longest ago goes first. */
export function createKeptAnswers<Answer extends Sized>(mostCells: number): KeptAnswers<Answer> {
  const kept = new Map<string, Answer>();
  let cells = 0;

  function remove(key: string): void {
    const answer = kept.get(key);
    if (answer === undefined) return;
    kept.delete(key);
    cells -= cellsOf(answer);
  }

  return {
    get: (key) => kept.get(key) ?? null,
    all: () => [...kept.values()],
    put(key, answer) {
      remove(key);
      kept.set(key, answer);
      cells += cellsOf(answer);
      for (const [oldest] of kept) {
        if (cells <= mostCells) return;
        remove(oldest);
      }
    },
  };
}

/** What an answer takes besides its rows (their names, where they came from, its key), in cells. */
const cellsBeside = 20;

const cellsOf = ({ rows, columns }: Sized): number => (rows.length + 1) * columns.length + cellsBeside;
