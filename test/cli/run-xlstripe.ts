import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { AppError } from "../../src/base/app-error";
import { Secret } from "../../src/base/secret";
import { runCommandLine } from "../../src/cli/command-line";

export type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };
type Environment = Readonly<Record<string, string | undefined>>;

/** What a person at the terminal does. */
export type Person = {
  /** Answers to hidden questions, in order. */
  readonly answers?: readonly string[];
  /** Thinks of an answer when asked, after `answers` are used up. */
  readonly answer?: (question: string) => Promise<string>;
  /** Reads what appears on stderr. */
  readonly onNote?: (line: string) => void;
  /** Does what a person does with an address in a browser. */
  readonly browse?: (url: string) => Promise<void>;
  readonly signal?: AbortSignal;
};

/** Runs a command line in this process. `env` is all the environment that it sees. */
export async function runHere(args: readonly string[], env: Environment = {}, person: Person = {}): Promise<Outcome> {
  let out = "";
  let err = "";
  const answers = [...(person.answers ?? [])];
  const code = await runCommandLine(args, {
    write: (text) => Promise.resolve(void (out += text)),
    note(line) {
      err += `${line}\n`;
      person.onNote?.(line);
    },
    env,
    signal: person.signal ?? new AbortController().signal,
    async askSecret(question) {
      const answer = answers.shift() ?? (await person.answer?.(question));
      if (answer !== undefined) return new Secret(answer);
      throw new AppError("BAD_ARGUMENT", `${question} was asked for, and nobody answers.`);
    },
    openBrowser(url) {
      if (person.browse === undefined) return Promise.resolve(false);
      void person.browse(url);
      return Promise.resolve(true);
    },
  });
  return { code, out, err };
}

/** Runs the real launcher as a person does: `npx --no-install xlstripe …`. `env` is added to the environment. */
export function runByNpx(args: readonly string[], env: Environment = {}): Promise<Outcome> {
  return collect(spawn("npx", ["--no-install", "xlstripe", ...args], { cwd: resolve(__dirname, "../.."), env: { ...process.env, ...env } }));
}

/** A program's exit code and all that it printed. */
export function collect(child: ReturnType<typeof spawn>): Promise<Outcome> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => void (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => void (err += chunk.toString()));
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done({ code, out, err }));
  });
}
