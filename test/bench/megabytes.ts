import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Megabytes in use after everything that nobody needs is gone; a few rounds reach what only the first one let go of. */
export function createScale(rounds = 3): () => number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return () => {
    for (let round = 0; round < rounds; round++) collect();
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  };
}
