import { Client, Pool } from "pg";
import type { PoolConfig } from "pg";

/** How to reach one database in each of its two parts. */
export interface DatabaseAccess {
  /** Owns the schema; for migrations alone. */
  readonly owner: PoolConfig;
  /** For everything else: no superuser, owns nothing, sees and does what it was granted. */
  readonly app: PoolConfig;
  /** The role's name, for the grants. */
  readonly appRole: string;
}

/** Runs `work` with a connection of its own and closes it, also after a failure. */
export async function withClient<Value>(
  config: PoolConfig,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client(config);
  // A server that goes away also ends the query that waits; nobody listens for a second report.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * A pool that survives the loss of connections, idle or in use: the next query opens a new one.
 * `onLost` is told of each, until the pool itself is ended: a server that stops right afterwards may
 * still close a connection before the connection closes itself.
 */
export function createPool(config: PoolConfig, onLost: (error: Error) => void): Pool {
  const pool = new Pool(config);
  const tell = (error: Error): void => {
    if (!pool.ending) onLost(error);
  };
  pool.on("error", tell);
  pool.on("connect", (client) => client.on("error", tell));
  return pool;
}
