import { AppError } from "../base/app-error";
import { withoutSecrets } from "../connections/key-kind";
import { loadCommand, loadCommands } from "./commands";
import { exitCode, exitCodeOf } from "./exit-code";
import { commandHelp, generalHelp } from "./help";
import type { CliIo } from "./io";
import { parseArguments, refuseSecrets } from "./parse-arguments";

/** Runs one command line (without the program's name) to its exit code. Never throws. */
export async function runCommandLine(args: readonly string[], io: CliIo): Promise<number> {
  try {
    return await dispatch(args, io);
  } catch (thrown) {
    if (isClosedPipe(thrown)) return exitCode.ok;
    const failure = AppError.from(io.signal.aborted ? abortError(thrown) : thrown);
    io.note(failure.advice);
    noteDetail(failure, io);
    return exitCodeOf(failure.code);
  }
}

async function dispatch(args: readonly string[], io: CliIo): Promise<number> {
  refuseSecrets(args);
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    await io.write(generalHelp(await loadCommands()));
    return exitCode.ok;
  }
  const command = await loadCommand(name);
  if (command === undefined) {
    throw new AppError("BAD_ARGUMENT", `There is no command "${name}".`, { hint: "xlstripe --help lists them." });
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    await io.write(commandHelp(command));
    return exitCode.ok;
  }
  return command.run(parseArguments(command, rest), io);
}

/** What support asks for: Stripe's request id, and the whole error where the fault is ours. */
function noteDetail(failure: AppError, io: CliIo): void {
  const id = failure.detail["requestId"];
  if (id !== undefined) io.note(`Stripe's request id: ${id}`);
  if (failure.code === "INTERNAL" && failure.cause instanceof Error) io.note(withoutSecrets(failure.cause.stack ?? failure.cause.message));
}

function abortError(thrown: unknown): AppError {
  return new AppError("CANCELLED", "Cancelled.", { cause: thrown });
}

/** The reader of our output has gone, as `head` does; that is no failure of ours. */
function isClosedPipe(thrown: unknown): boolean {
  return thrown instanceof Error && "code" in thrown && (thrown.code === "EPIPE" || thrown.code === "ERR_STREAM_DESTROYED");
}
