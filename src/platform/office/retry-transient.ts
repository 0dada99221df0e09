/** What Excel answers when it was only too busy. @see https://learn.microsoft.com/office/dev/add-ins/testing/application-specific-api-error-handling */
const transientCodes: ReadonlySet<unknown> = new Set(["ActivityLimitReached", "RequestAborted"]);

/** Milliseconds before each further attempt. */
const pauses = [200, 800, 2_400];

export type Retrying = {
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds. */
  readonly wait?: (ms: number) => Promise<void>;
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does one request that may be done twice, again a few times while Excel is too busy for it. */
export async function retryTransient<T>(request: () => Promise<T>, retrying: Retrying): Promise<T> {
  for (const pause of pauses) {
    retrying.signal.throwIfAborted();
    try {
      return await request();
    } catch (failure) {
      if (!isTransient(failure)) throw failure;
    }
    await (retrying.wait ?? wait)(pause);
  }
  retrying.signal.throwIfAborted();
  return request();
}

function isTransient(failure: unknown): boolean {
  return typeof failure === "object" && failure !== null && "code" in failure && transientCodes.has(failure.code);
}
