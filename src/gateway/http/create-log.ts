import { type DestinationStream, destination, pino } from "pino";
import type { Log } from "../gateway-context";
import { redactFacts, redactText } from "./redact";

export type LogOptions = {
  readonly level: "info" | "warn" | "error";
  /** By default the process's standard error, so that standard output stays for results. */
  readonly stream?: DestinationStream;
};

/** Writes JSON lines. Known fields are taken out first; what still looks like a secret goes from the finished line. */
export function createLog({ level, stream = destination(2) }: LogOptions): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: "event",
      hooks: { streamWrite: redactText },
    },
    stream,
  );
  return (line, event, facts = {}) => logger[line](redactFacts(facts), event);
}
