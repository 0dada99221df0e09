/** What Ctrl-C sends in a terminal that passes every key on. No line holds it. */
export const interrupt = "\u0003";

/** Collects what arrives in pieces and gives it out line by line. */
export type LineBuffer = {
  readonly push: (text: string) => void;
  /** Nothing more will come. */
  readonly end: () => void;
  readonly ended: () => boolean;
  /** The next whole line without its end; `null`: there is none yet. {@link interrupt} when Ctrl-C was typed. */
  readonly take: () => string | null;
};

/** `typed`: keys of a terminal in raw mode, with Backspace, Ctrl-C and Ctrl-D. */
export function createLineBuffer(typed: boolean): LineBuffer {
  const lineEnd = typed ? /[\r\n\u0003\u0004]/ : /\n/;
  let waiting = "";
  let ended = false;
  return {
    push(text) {
      waiting = typed ? withoutErased(waiting + text) : waiting + text;
    },
    end: () => void (ended = true),
    ended: () => ended,
    take() {
      const end = lineEnd.exec(waiting);
      if (end === null && !(ended && waiting !== "")) return null;
      const line = waiting.slice(0, end?.index);
      waiting = end === null ? "" : waiting.slice(end.index + 1);
      return end?.[0] === interrupt ? interrupt : line;
    },
  };
}

/** What was typed, after Backspace took away the character before it. */
function withoutErased(typed: string): string {
  let text = typed;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replace(/[^\r\n\u007f\b]?[\u007f\b]/u, "");
  }
  return text;
}
