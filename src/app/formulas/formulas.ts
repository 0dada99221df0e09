import { AppError, type ErrorCode } from "../../base/app-error";
import type { Store } from "../../base/store";
import type { QueryProgress } from "../../query/engine-api";
import type { AnsweredQuery, App, RunQuery } from "../app-api";
import { createFreshSharing } from "../share-fresh";
import { type AnswerFacts, createCellAnswers } from "./cell-answers";
import { createGatheringTurnstile } from "./gathering-turnstile";
import { createKeptAnswers } from "./kept-answers";
import { lookUpTable } from "./look-up-table";
import { createStandingAnswers, type OpenPlaces } from "./standing-answers";

/** What a formula shows: the answer, and why it is an old one. */
export type FormulaAnswer = AnsweredQuery & {
  /** Stripe could not be read just now, so that these rows are the last good ones; `null`: they are as young as wished. */
  readonly failure: AppError | null;
};

export type FormulaContext = {
  readonly signal: AbortSignal;
  /** Excel shows a value while the formula is still being typed: nothing may be asked for it. */
  readonly preview: boolean;
  /** Address of the cell that holds the formula, as Excel gives it; absent where nobody is to know. */
  readonly cell?: string;
};

/** How the formulas of all cells read. */
export interface Formulas {
  readonly tables: App["tables"];
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /**
   * The answer of one SELECT: kept from before while it is young enough, else read when it is its turn; equal wishes share it.
   * When Stripe cannot be reached it is the last good answer, with the failure.
   * @throws AppError as {@link App.runQuery}
   */
  run(request: RunQuery, context: FormulaContext): Promise<FormulaAnswer>;
  /** From now on what was read before is too old, so that every formula that runs asks Stripe. Old answers stay as the last good ones. */
  expire(): void;
  /**
   * What the formula of a cell shows; `null` where it shows nothing that was read in this session, or is not known.
   * @throws AppError when Excel cannot tell what is in the cell
   */
  shownIn(cell: string, signal: AbortSignal): Promise<AnswerFacts | null>;
  /** What is kept of every formula. */
  latest(): readonly FormulaAnswer[];
}

export type FormulasNeed = {
  readonly app: Pick<App, "runQuery" | "tables">;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** What decides who may read what, such as the list of connections: when it changes, all that is kept is forgotten. */
  readonly rights: readonly Pick<Store<unknown>, "subscribe">[];
  /** How many runs are begun at most before one has ended; look-ups of single objects of one table count as one. */
  readonly mostRuns?: number;
  /** Tells what becomes of cells; called at the first need. Absent: formulas stay where they ran. */
  readonly openPlaces?: OpenPlaces;
};

/** Where formulas stay where they ran. */
const still: OpenPlaces = () => Promise.resolve({ holds: () => Promise.resolve(true), watch: () => Promise.resolve() });

/**
 * Look-ups of single objects of one table are one of these, however many: what they want is gathered into a listing or is paced
 * as single requests by the reader. One by one a thousand customers would take 920 requests, together they take 10.
 */
const runsAtOnce = 50;

/** About forty times what one formula may show. */
const mostKeptCells = 2_000_000;

/** What passes by itself, so that the last good rows are better than an error. */
const transient: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["STRIPE_UNAVAILABLE", "RATE_LIMITED", "GATEWAY_UNAVAILABLE"]);

/** When what formulas show has to be read after, at least. */
type Round = Pick<RunQuery, "readAfter">;

type Kept = FormulaAnswer & { readonly round: Round };

/** Makes the {@link Formulas} of an app. */
export function createFormulas({ app, now, rights, mostRuns = runsAtOnce, openPlaces = still }: FormulasNeed): Formulas {
  let kept = createKeptAnswers<Kept>(mostKeptCells);
  const cells = createCellAnswers();
  const standing = createStandingAnswers(cells, openPlaces);
  /** Another number whenever all was forgotten: what still runs was begun by other rights. */
  let era = 0;
  const forgetAll = () => {
    era++;
    kept = createKeptAnswers<Kept>(mostKeptCells);
    cells.clear();
  };
  for (const right of rights) right.subscribe(forgetAll);
  const inTurn = createGatheringTurnstile(mostRuns);
  const share = createFreshSharing<FormulaAnswer, QueryProgress>(now);
  /** Begins anew when all that was read becomes too old. */
  let round: Round = {};

  async function read(request: RunQuery, signal: AbortSignal): Promise<FormulaAnswer> {
    const key = keyOf(request);
    const keeping = kept;
    const begun = round;
    try {
      const answer = await inTurn(() => app.runQuery({ ...request, ...begun }, { signal }), { signal, group: groupOf(request) });
      const good: Kept = { ...answer, failure: null, round: begun };
      keeping.put(key, good);
      return good;
    } catch (thrown) {
      const failure = AppError.from(thrown);
      const last = transient.has(failure.code) ? keeping.get(key) : null;
      if (last === null) throw failure;
      const old: Kept = { ...last, failure };
      keeping.put(key, old);
      return old;
    }
  }

  /** The kept answer where it will do, else one that is read. */
  async function answer(request: RunQuery, { signal, preview }: FormulaContext): Promise<FormulaAnswer> {
    signal.throwIfAborted();
    const key = keyOf(request);
    const last = kept.get(key);
    if (last !== null && (preview || (last.round === round && isYoung(last, request, now())))) return last;
    if (preview) throw notKept();
    const { maxAgeMs = Infinity, maxRequests } = request;
    return share({ key: `${era} ${key}`, way: JSON.stringify({ maxRequests, ...round }), maxAgeMs }, { signal }, (shared) => read(request, shared.signal));
  }

  return {
    tables: () => app.tables(),
    now,
    async run(request, context) {
      const cell = context.preview ? undefined : context.cell;
      if (cell === undefined) return answer(request, context);
      const note = standing.begin(cell);
      const found = await answer(request, context);
      note(found);
      return found;
    },
    expire: () => void (round = { readAfter: now() }),
    shownIn: (cell, signal) => standing.at(cell, signal),
    latest: () => kept.all(),
  };
}

/** Whether the rows of an answer are younger than the request, or else its connection, wants them to be; after a failure Stripe is tried again. */
function isYoung({ asOf, maxAgeMs = 0, failure }: FormulaAnswer, request: RunQuery, now: number): boolean {
  return failure === null && now - asOf < (request.maxAgeMs ?? maxAgeMs);
}

/** Look-ups of one table take one turn together. */
function groupOf({ sql, connection = "" }: RunQuery): string | null {
  const table = lookUpTable(sql);
  return table === null ? null : JSON.stringify([connection.trim().toLowerCase(), table]);
}

/** Requests of one key have one answer, but for its age. */
function keyOf(request: RunQuery): string {
  const { sql, connection = "", parameters = [], maxRows = null } = request;
  const values: unknown = Array.isArray(parameters) ? parameters : Object.entries(parameters).sort();
  return JSON.stringify([connection.trim().toLowerCase(), sql, Array.isArray(parameters), values, maxRows]);
}

const notKept = () =>
  new AppError("CANCELLED", "A preview asks Stripe for nothing, and this has not been read yet.", { hint: "Press Enter to read it." });
