/** Calls the listener every so many milliseconds until the function that it returns is called. */
export function tickEvery(ms: number, listener: () => void): () => void {
  const timer = setInterval(listener, ms);
  return () => clearInterval(timer);
}
