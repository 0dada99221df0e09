/** What pages tell one another when tokens changed; `generation` is `null` when they are gone. Never a token. */
export type GrantNews = { readonly grant: string; readonly generation: number | null };

/** Tells the other pages of this browser that tokens changed, so that none goes on with one that Stripe has revoked. */
export type GrantNewsChannel = {
  announce(grant: string, generation: number | null): void;
  /** Returns what stops it. */
  listen(listener: (news: GrantNews) => void): () => void;
  close(): void;
};

/** `name`: one a browser partition. */
export function openGrantNews(name: string): GrantNewsChannel {
  const channel = new BroadcastChannel(`${name}:grants`);
  return {
    announce: (grant, generation) => channel.postMessage({ grant, generation } satisfies GrantNews),
    listen(listener) {
      const hear = ({ data }: MessageEvent<unknown>) => {
        if (isNews(data)) listener(data);
      };
      channel.addEventListener("message", hear);
      return () => channel.removeEventListener("message", hear);
    },
    close: () => channel.close(),
  };
}

function isNews(data: unknown): data is GrantNews {
  if (typeof data !== "object" || data === null || !("grant" in data) || !("generation" in data)) return false;
  return typeof data.grant === "string" && (data.generation === null || typeof data.generation === "number");
}
