import { StringDecoder } from "node:string_decoder";
import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";

/** The part of `process.stdin` that is used. */
export type SecretInput = NodeJS.ReadableStream & {
  readonly isTTY?: boolean;
  readonly setRawMode?: (raw: boolean) => unknown;
};

export type AskSecretNeed = {
  readonly input: SecretInput;
  /** Where questions are shown: stderr, since stdout belongs to results. */
  readonly show: (text: string) => void;
  readonly signal: AbortSignal;
};

/** What Ctrl-C sends in a terminal that passes every key on. No line holds it. */
const interrupt = "\u0003";

/** Asks for secrets one after the other: a line of the terminal without echo, or a line of what is piped in. */
export function createAskSecret(need: AskSecretNeed): (question: string) => Promise<Secret> {
  const lines = createLines(need);
  let before: Promise<unknown> = Promise.resolve();
  return (question) => {
    const answer = before.then(() => ask(question, lines, need));
    before = answer.catch(() => undefined);
    return answer;
  };
}

async function ask(question: string, lines: Lines, { input, show, signal }: AskSecretNeed): Promise<Secret> {
  signal.throwIfAborted();
  const terminal = input.isTTY === true;
  if (terminal) show(`${question}: `);
  const line = await lines.next(terminal);
  if (terminal) show("\n");
  if (line === interrupt) throw new AppError("CANCELLED", "Cancelled.");
  const text = line?.trim() ?? "";
  if (text !== "") return new Secret(text);
  throw new AppError("BAD_ARGUMENT", `${question} was asked for, and nothing was entered.`, {
    hint: terminal ? "Try again." : "There is no terminal to ask at: pipe the value in as one line, or write Name=@env:NAME or Name=@file:PATH.",
  });
}

type Lines = { readonly next: (hidden: boolean) => Promise<string | null> };

/** Lines of a stream, read only while somebody waits for one. A terminal's keys are taken one by one and not echoed. */
function createLines(need: AskSecretNeed): Lines {
  const decoder = new StringDecoder("utf8");
  let waiting = "";
  let ended = false;

  function take(): string | null {
    const end = /[\r\n\u0003\u0004]/.exec(waiting);
    if (end === null) return ended && waiting !== "" ? takeAll() : null;
    const line = waiting.slice(0, end.index);
    waiting = waiting.slice(end.index + (waiting.startsWith("\r\n", end.index) ? 2 : 1));
    return end[0] === interrupt ? interrupt : line;
  }

  function takeAll(): string {
    const line = waiting;
    waiting = "";
    return line;
  }

  async function next(hidden: boolean): Promise<string | null> {
    const ready = take();
    if (ready !== null || ended) return ready;
    const { input } = need;
    if (hidden) input.setRawMode?.(true);
    try {
      return await new Promise((resolve, reject) => listen({ resolve, reject, hidden }));
    } finally {
      if (hidden) input.setRawMode?.(false);
      input.pause();
    }
  }

  function listen({ resolve, reject, hidden }: Listener): void {
    const { input, signal } = need;
    const done = (act: () => void): void => {
      input.off("data", onData).off("end", onEnd);
      signal.removeEventListener("abort", onAbort);
      act();
    };
    const onData = (chunk: Buffer | string): void => {
      waiting += typeof chunk === "string" ? chunk : decoder.write(chunk);
      if (hidden) waiting = withoutErased(waiting);
      const line = take();
      if (line !== null) done(() => resolve(line));
    };
    const onEnd = (): void => {
      ended = true;
      done(() => resolve(take()));
    };
    const onAbort = (): void => done(() => reject(AppError.from(signal.reason)));
    input.on("data", onData).on("end", onEnd);
    signal.addEventListener("abort", onAbort, { once: true });
    input.resume();
  }

  return { next };
}

type Listener = {
  readonly resolve: (line: string | null) => void;
  readonly reject: (failure: Error) => void;
  readonly hidden: boolean;
};

/** What was typed, after Backspace took away the character before it. */
function withoutErased(typed: string): string {
  let text = typed;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/[^\r\n\u007f\b]?[\u007f\b]/u, "");
  }
  return text;
}
