import { AppError } from "../base/app-error";
import { Secret } from "../base/secret";
import type { RecordKey, RecordStore } from "../platform/ports";
import type { KeptApp, OwnApps } from "./own-apps";

type StoredApp = Omit<KeptApp, "clientSecret"> & { readonly clientSecret: string };

const collection = "oauth-apps";

/** Keeps people's own OAuth apps as records; the store encrypts them. The last one saved wins. */
export function createOwnApps(records: RecordStore): OwnApps {
  const find = async (key: RecordKey, signal: AbortSignal): Promise<KeptApp | null> => {
    const stored = await records.load(key, signal);
    if (stored === null) return null;
    const app = JSON.parse(stored.text) as StoredApp;
    return { ...app, clientSecret: new Secret(app.clientSecret) };
  };

  return {
    async put(owner, app, signal) {
      const key = keyOf(owner, app.clientId);
      const text = JSON.stringify({ ...app, clientSecret: app.clientSecret.reveal() } satisfies StoredApp);
      for (;;) {
        const stored = await records.load(key, signal);
        if ((await records.save({ key, text, etag: stored?.etag ?? null }, signal)) !== "conflict") return;
      }
    },
    find: (owner, clientId, signal) => find(keyOf(owner, clientId), signal),
    async list(owner, signal) {
      const apps = await Promise.all((await records.list({ collection, owner }, signal)).map((key) => find(key, signal)));
      return apps.filter((app) => app !== null).map(withoutSecret);
    },
    remove: (owner, clientId, signal) => records.remove(keyOf(owner, clientId), signal),
  };
}

function keyOf(owner: string, clientId: string): RecordKey {
  if (!/^ca_[A-Za-z0-9_]{1,200}$/.test(clientId)) {
    throw new AppError("BAD_SETTING", "The OAuth client id is not one of Stripe's.", {
      hint: "Copy it from the Stripe Dashboard; it begins with ca_.",
    });
  }
  return { collection, owner, name: clientId };
}

function withoutSecret({ clientId, variant, mode, channel }: KeptApp): Omit<KeptApp, "clientSecret"> {
  return { clientId, variant, mode, channel };
}
