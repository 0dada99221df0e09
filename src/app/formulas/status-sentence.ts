import type { AnswerFacts } from "./cell-answers";
import type { FormulaAnswer } from "./formulas";

/** How good a formula's rows are, as one text: rows, completeness with its reasons, requests, age, and the failure if they are old. */
export function statusSentence(answer: AnswerFacts, now: number): string {
  const { rows, requests, connection, mode, asOf, failure } = answer;
  const facts = `${count(rows.length, "row")} from ${connection} (${mode} mode), ${completeness(answer)}; ${count(requests, "request")}, read ${age(now - asOf)}.`;
  return failure === null ? facts : `Old: ${facts} Reading again failed: ${failure.advice}`;
}

/** The same for all formulas together. */
export function allStatusSentence(answers: readonly FormulaAnswer[], now: number): string {
  if (answers.length === 0) return "Nothing has been read yet.";
  const partial = answers.filter(({ complete }) => !complete).length;
  const old = answers.filter(({ failure }) => failure !== null).length;
  const oldest = Math.min(...answers.map(({ asOf }) => asOf));
  const completeness = partial === 0 ? "all complete" : `${partial.toLocaleString("en")} not complete`;
  const failed = old === 0 ? "" : `, ${old.toLocaleString("en")} old because reading again failed`;
  return `${count(answers.length, "result")}, ${completeness}${failed}; the oldest was read ${age(now - oldest)}.`;
}

function completeness({ complete, reasons }: AnswerFacts): string {
  if (complete) return "complete";
  const why = reasons.map(({ message }) => message.replace(/\.$/, "")).join("; ");
  return why === "" ? "not complete" : `not complete (${why})`;
}

const count = (number: number, unit: string): string => `${number.toLocaleString("en")} ${unit}${number === 1 ? "" : "s"}`;

const units = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
] as const;

/** Milliseconds as "5 minutes ago", rounded down. */
function age(ms: number): string {
  const fitting = units.find((unit) => ms >= unit.ms);
  return fitting ? `${count(Math.floor(ms / fitting.ms), fitting.unit)} ago` : "just now";
}
