import type { StartedOffice } from "../../excel-sim/jest-office";

/** Calls when Excel has answered the so manieth request from now. */
export function afterRequest({ host: { requests } }: StartedOffice, count: number, call: () => void): void {
  const push = requests.push.bind(requests);
  let left = count;
  requests.push = (...recorded) => {
    if (--left === 0) call();
    return push(...recorded);
  };
}
