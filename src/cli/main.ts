import { setMaxListeners } from "node:events";
import { createAskSecret } from "./ask-secret";
import { runCommandLine } from "./command-line";
import type { CliIo } from "./io";
import { openBrowser } from "./open-browser";

/** A run has twenty requests under way that listen to one signal; Node warns of ten. */
setMaxListeners(100);
/** What is written here may hold tokens, so nobody else may read it: files are made with mode 0600, folders with 0700. */
process.umask(0o077);

const interrupted = new AbortController();
/** The first Ctrl-C ends the work in order; the second ends the process. */
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());
/** A closed pipe reaches the writer below as a rejection; without a listener it would also end the process with a trace. */
process.stdout.on("error", () => undefined);

const io: CliIo = {
  write: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (failure) => (failure ? reject(failure) : resolve()));
    }),
  note: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
  signal: interrupted.signal,
  askSecret: (question) => askSecret(question),
  openBrowser: (url) => openBrowser(url, process.env),
};

const askSecret = createAskSecret({
  // Opening stdin takes a file descriptor, so it waits for the first question.
  get input() {
    return process.stdin;
  },
  show: (text) => void process.stderr.write(text),
  signal: interrupted.signal,
});

process.exitCode = await runCommandLine(process.argv.slice(2), io);
