import type { Adapter, AdapterPayload } from "oidc-provider";

interface Stored {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Far more sign-ins under way than a demonstration sees; the oldest then give way. */
const MOST_ENTRIES = 10_000;

/** Sign-ins under way, kept in this process only: a restart forgets them. */
export function makeMemoryAdapter(clock: () => number): (kind: string) => Adapter {
  const entries = new Map<string, Stored>();

  const find = (wanted: (key: string, stored: Stored) => boolean): AdapterPayload | undefined => {
    for (const [key, stored] of entries) {
      if (stored.expiresAt > clock() && wanted(key, stored)) return stored.payload;
    }
    return undefined;
  };
  const remove = (wanted: (key: string, stored: Stored) => boolean): void => {
    for (const [key, stored] of entries) if (wanted(key, stored)) entries.delete(key);
  };

  return (kind) => {
    const keyOf = (id: string): string => `${kind}:${id}`;
    return {
      upsert: async (id, payload, expiresIn = 3600) => {
        remove((_key, stored) => stored.expiresAt <= clock());
        const [oldest] = entries.keys();
        if (entries.size >= MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
        entries.set(keyOf(id), { payload, expiresAt: clock() + expiresIn * 1000 });
      },
      find: async (id) => {
        const stored = entries.get(keyOf(id));
        return stored !== undefined && stored.expiresAt > clock() ? stored.payload : undefined;
      },
      findByUid: async (uid) =>
        find((key, { payload }) => key.startsWith(`${kind}:`) && payload.uid === uid),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const stored = entries.get(keyOf(id));
        if (stored !== undefined) stored.payload["consumed"] = Math.floor(clock() / 1000);
      },
      destroy: async (id) => {
        entries.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        remove((_key, { payload }) => payload.grantId === grantId);
      },
    };
  };
}
