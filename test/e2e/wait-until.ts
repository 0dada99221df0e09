/** Waits up to 20 seconds for something that the page does by itself. */
export async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("it did not happen within 20 seconds");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
