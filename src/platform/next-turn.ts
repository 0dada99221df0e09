/**
 * Resolves in a later turn of the event loop, after all that is due now has run. A message and no timer: browsers hold
 * timers back in pages that are not in front.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
