import { randomBytes } from "node:crypto";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { Pool, PoolConfig } from "pg";
import type { AgencyUrls } from "./agencies/connect.ts";
import { connectAgencies } from "./agencies/connect.ts";
import { createPool } from "./database/access.ts";
import { makeApp } from "./http/app.ts";
import type { OidcSettings } from "./http/sign-in.ts";
import { startPublisher } from "./jobs/publisher.ts";
import { startWorker } from "./jobs/worker.ts";
import { makeKeyring } from "./keys/keyring.ts";
import type { Log } from "./log.ts";
import { connectRegistry } from "./registry/connect.ts";
import { enqueue } from "./registry/queue.ts";
import type { PublicLog } from "./public-log/open.ts";
import type { Agencies } from "./services/agencies.ts";
import { brokenAnnouncements } from "./services/announced.ts";
import type { PublicLogRules, Services } from "./services/context.ts";
import { makePolicyShelf } from "./services/context.ts";
import { LogPublisher } from "./services/publish-log.ts";
import { seasonZoneIndex } from "./services/zones.ts";

export interface ServerSettings {
  /** Connects as the application's role, which is neither owner nor superuser. */
  readonly database: PoolConfig;
  readonly masterKey: Uint8Array;
  readonly host: string;
  readonly port: number;
  /** Called right before listening: whoever kept the port free for the server lets go of it. */
  readonly beforeListen: () => Promise<void>;
  readonly publicUrl: string;
  readonly seasonId: string;
  readonly city: Text;
  readonly oidc: OidcSettings;
  readonly agencies: AgencyUrls;
  readonly limitRates: boolean;
  readonly publicLog: PublicLog;
}

export interface RunningServer {
  readonly services: Services;
  /** Stops taking requests, lets those under way finish, then closes queue, log and database. */
  stop(): Promise<void>;
}

/** Services on a database, with the real clock, randomness and queue. */
export function makeServices(
  pool: Pool,
  masterKey: Uint8Array,
  agencies: Agencies,
  publicLog: PublicLogRules,
): Services {
  return {
    db: connectRegistry(pool),
    clock: () => Date.now(),
    random: (bytes) => randomBytes(bytes),
    keys: makeKeyring(masterKey),
    agencies,
    enqueue,
    policies: makePolicyShelf(),
    publicLog,
  };
}

/** Wires clock, database, agencies and keys, and serves until stopped. */
export async function startServer(settings: ServerSettings, log: Log): Promise<RunningServer> {
  const pool = createPool(settings.database, (error) =>
    log.warn({ code: error.name }, "a database connection was lost"),
  );
  const zones = await seasonZoneIndex(connectRegistry(pool), settings.seasonId);
  const agencies = connectAgencies(settings.agencies, zones);
  const services = makeServices(pool, settings.masterKey, agencies, settings.publicLog.rules);
  for (const { message } of await brokenAnnouncements(services)) {
    log.warn({ problem: message.en }, "public log");
  }
  const { seasonId, city, publicUrl } = settings;
  const app = await makeApp({ services, seasonId, city, publicUrl, log }, settings);
  const worker = await startWorker(pool, services, log);
  const { trust, links, alsoShow } = settings.publicLog;
  const logPublisher = new LogPublisher(services, trust, links, alsoShow);
  const publisher = startPublisher(services, logPublisher, log);
  await settings.beforeListen();
  await app.listen({ host: settings.host, port: settings.port });
  return {
    services,
    async stop() {
      await app.close();
      await publisher.stop();
      await worker.stop();
      await pool.end();
    },
  };
}
