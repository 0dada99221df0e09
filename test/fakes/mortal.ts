/** A process that dies at one of its calls to the outside. */
export type Life = {
  /** Ends the process now, in the middle of whatever it does. */
  kill(): void;
  /** Ends it at the n-th step from now. A call to the outside has two: before it acts and before its answer is seen. */
  killAtStep(step: number): void;
  readonly dead: boolean;
  readonly steps: number;
  /** The same port, for as long as the process lives; afterwards its calls neither act nor end. */
  wrap<T extends object>(port: T): T;
  /** The same for a port that is one function. */
  wrapCall<A extends readonly unknown[], R>(call: (...given: A) => Promise<R>): (...given: A) => Promise<R>;
};

export function createLife(): Life {
  const state = { dead: false, steps: 0, killAt: Infinity };

  async function step(): Promise<void> {
    if (++state.steps >= state.killAt) state.dead = true;
    if (state.dead) await new Promise<never>(() => undefined);
  }

  const wrapCall: Life["wrapCall"] =
    (call) =>
    async (...given) => {
      await step();
      const answer = await call(...given);
      await step();
      return answer;
    };

  return {
    get dead() {
      return state.dead;
    },
    get steps() {
      return state.steps;
    },
    kill() {
      state.dead = true;
    },
    killAtStep(at) {
      state.killAt = state.steps + at;
    },
    wrapCall,
    wrap: (port) =>
      new Proxy(port, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== "function" || name === "now") return member;
          return wrapCall((...given: unknown[]) => Promise.resolve(Reflect.apply(member, target, given) as unknown));
        },
      }),
  };
}
