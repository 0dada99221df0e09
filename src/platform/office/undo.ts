import { AppError } from "../../base/app-error";
import { restoreExcel } from "./run-excel";

export type Undo = {
  /** Queued in a batch of its own, with a new context. */
  readonly undo: (context: Excel.RequestContext) => void | Promise<void>;
  /** Asked when that fails: whether nothing was changed, so that nothing stays. */
  readonly unchanged?: (context: Excel.RequestContext) => Promise<boolean>;
  /** What to say when it fails too: what stayed, and what to do about it. */
  readonly otherwise: { readonly sentence: string; readonly hint: string };
};

/** Leaves the workbook as it was before a step failed by `cause`; when that fails too, the person is told what stayed. */
export async function undoAfter(cause: AppError, { undo, unchanged, otherwise }: Undo): Promise<void> {
  try {
    await restoreExcel(async (context) => {
      await undo(context);
      await context.sync();
    });
  } catch (failure) {
    if (await isSurely(unchanged)) return;
    throw new AppError(cause.code, `${cause.message} ${otherwise.sentence}`, { hint: otherwise.hint, cause: failure });
  }
}

/** An Excel that does not answer leaves it open. */
async function isSurely(unchanged: Undo["unchanged"]): Promise<boolean> {
  let answer = false;
  const ask = async (context: Excel.RequestContext): Promise<void> => void (answer = (await unchanged?.(context)) ?? false);
  const [asked] = await Promise.allSettled([restoreExcel(ask)]);
  return asked.status === "fulfilled" && answer;
}
