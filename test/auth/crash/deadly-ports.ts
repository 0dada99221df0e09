import type { HttpRequest, RecordStore, SendHttp, Spool } from "../../../src/platform/ports";
import type { DeathPoint } from "./worker-job";

export type Ports = { readonly records: RecordStore; readonly spool: Spool; readonly send: SendHttp };

/** The same ports, which kill this process at one point of a refresh, as a power cut would: nothing more is run. */
export function deadlyPorts(point: DeathPoint | null, { records, spool, send }: Ports): Ports {
  const dieAt = (reached: DeathPoint): Promise<void> => (reached === point ? die() : Promise.resolve());
  let saves = 0;
  return {
    records: {
      ...records,
      async save(write, signal) {
        const answer = await records.save(write, signal);
        // The first write takes the lease, the second saves the new tokens.
        if (++saves === 2) await dieAt("saved");
        return answer;
      },
    },
    spool: {
      ...spool,
      async put(name, text, signal) {
        await dieAt("answer in memory, not written aside");
        await spool.put(name, text, signal);
        await dieAt("written aside, not saved");
      },
    },
    async send(request: HttpRequest, signal) {
      await dieAt("before the request");
      return send(request, signal).catch(async (failure: unknown) => {
        // The sandbox has cut the connection, before or after it did its work.
        await dieAt("sent, not processed");
        await dieAt("processed, answer not received");
        throw failure;
      });
    },
  };
}

/** SIGKILL cannot be caught; until it arrives nothing may go on. */
function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
}
