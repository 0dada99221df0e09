import { StringDecoder } from "node:string_decoder";
import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import { createLineBuffer, interrupt, type LineBuffer } from "./line-buffer";

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
  let buffer: LineBuffer | null = null;
  let listener: Listener | null = null;

  /** Lines that follow are for later questions. */
  function answer(line: string | null): void {
    const asked = listener;
    listener = null;
    asked?.resolve(line);
  }

  /** Once, at the first question: the end may be told while nobody waits. */
  function attach({ input }: AskSecretNeed): LineBuffer {
    const lines = createLineBuffer(input.isTTY === true);
    input.on("data", (chunk: Buffer | string) => {
      lines.push(typeof chunk === "string" ? chunk : decoder.write(chunk));
      const line = listener === null ? null : lines.take();
      if (line !== null) answer(line);
    });
    input.on("end", () => {
      lines.end();
      if (listener !== null) answer(lines.take());
    });
    return lines;
  }

  async function next(hidden: boolean): Promise<string | null> {
    const { input, signal } = need;
    buffer ??= attach(need);
    const ready = buffer.take();
    if (ready !== null || buffer.ended()) return ready;
    if (hidden) input.setRawMode?.(true);
    const onAbort = (): void => listener?.reject(AppError.from(signal.reason));
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        listener = { resolve, reject };
        input.resume();
      });
    } finally {
      listener = null;
      signal.removeEventListener("abort", onAbort);
      if (hidden) input.setRawMode?.(false);
      input.pause();
    }
  }

  return { next };
}

type Listener = { readonly resolve: (line: string | null) => void; readonly reject: (failure: Error) => void };
