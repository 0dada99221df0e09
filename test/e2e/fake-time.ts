declare global {
  interface Window {
    /** How far the clocks of this page and its frames are ahead, in milliseconds. */
    timeOffset?: number;
    /** Sets this page's clock forward and runs the timers that are due then. */
    advanceTime: (ms: number) => Promise<void>;
  }
}

/** Timers up to this long stay real, so that Office's library and React go on by themselves; longer ones wait for `advanceTime`. */
const shortestFake = 20_000;

/**
 * Runs in every frame before its own scripts: a clock that a test can set forward, also for frames that open later. Only
 * long timers are held back, those that schedules use.
 */
export const fakeTimeScript = `(() => {
  const shortest = ${shortestFake};
  const realNow = Date.now.bind(Date);
  const realSetTimeout = window.setTimeout.bind(window);
  const realClearTimeout = window.clearTimeout.bind(window);
  const held = new Map();
  let offset = window.top.timeOffset ?? 0;
  let nextId = 1e9;
  Date.now = () => realNow() + offset;
  window.setTimeout = (callback, ms = 0, ...args) => {
    if (!(ms >= shortest)) return realSetTimeout(callback, ms, ...args);
    const id = nextId++;
    held.set(id, { at: Date.now() + ms, run: () => callback(...args) });
    return id;
  };
  window.clearTimeout = (id) => { if (!held.delete(id)) realClearTimeout(id); };
  window.advanceTime = async (ms) => {
    offset += ms;
    window.top.timeOffset = offset;
    for (const [id, timer] of [...held].sort(([, a], [, b]) => a.at - b.at)) {
      if (timer.at > Date.now() || !held.delete(id)) continue;
      timer.run();
      await new Promise((done) => realSetTimeout(done, 0));
    }
  };
})();`;
