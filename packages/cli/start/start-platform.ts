import { readFile } from "node:fs/promises";
import type { Failure, Result } from "@yangguang/core/domain/result.ts";
import { err, failure, ok } from "@yangguang/core/domain/result.ts";
import type { CeremonyRules } from "@yangguang/core/domain/season.ts";
import { PLATFORM_ALONE, PLATFORM_CONTRIBUTOR } from "@yangguang/core/domain/season.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { connectAgencies } from "@yangguang/server/agencies/connect.ts";
import type { Config } from "@yangguang/server/config.ts";
import type { DatabaseAccess } from "@yangguang/server/database/access.ts";
import { createPool } from "@yangguang/server/database/access.ts";
import type { ConnectedDatabase } from "@yangguang/server/database/connect.ts";
import { connectDatabase } from "@yangguang/server/database/connect.ts";
import {
  DEMO_CEREMONY,
  demoTimetable,
  seedDemoSeason,
} from "@yangguang/server/demo/seed-season.ts";
import { makeDirectory } from "@yangguang/server/identity-demo/identities.ts";
import { makeLog } from "@yangguang/server/log.ts";
import { makeServices, startServer } from "@yangguang/server/main.ts";
import { migrate } from "@yangguang/server/registry/migrate.ts";
import type { PublicLog } from "@yangguang/server/public-log/open.ts";
import { PLATFORM } from "@yangguang/server/services/act.ts";
import { publishPolicy } from "@yangguang/server/services/season-acts.ts";
import type { NewSeason } from "@yangguang/server/services/season-acts.ts";
import { makeZoneIndex } from "@yangguang/server/zones/zone-index.ts";
import type { StartOptions } from "./command.ts";
import type { DemoWorld } from "./demo.ts";
import { startDemoWorld } from "./demo.ts";
import type { Life } from "./life.ts";
import type { Narrator } from "./narrator.ts";
import { STEPS } from "./narrator.ts";
import { reservePort } from "./ports.ts";
import { startPublicLog } from "./public-log.ts";
import type { Welcome } from "./welcome.ts";

export type Problems = readonly Failure[];

export interface Start {
  readonly config: Config;
  readonly options: StartOptions;
  readonly narrator: Narrator;
  readonly life: Life;
}

interface SeasonPolicy {
  readonly source: string;
  readonly policy: Policy;
}

/** A database of the present schema, and the log that is published from it. */
interface OpenedDatabase extends ConnectedDatabase {
  readonly publicLog: PublicLog;
}

/** Starts everything, each part as soon as what it needs is there. */
export async function startPlatform(start: Start): Promise<Result<Welcome, Problems>> {
  const { config, options, narrator, life } = start;
  const season = await readPolicy(config.policy);
  if (!season.ok) return season;
  const { policy } = season.value;
  const reserved = await reservePort(config.host, config.port);
  if (!reserved.ok) return err([reserved.error]);
  const { port } = reserved.value;
  const publicUrl = config.publicUrl?.origin ?? `http://${visitedHost(config.host)}:${port}`;
  const demoPlan = { config, policy, children: options.children, port, publicUrl };
  const [database, demo] = await Promise.all([
    startDatabase(start),
    config.outside === undefined ? startDemoWorld(demoPlan, narrator, life) : ok(undefined),
  ]);
  if (!database.ok) return err([database.error]);
  if (!demo.ok) return err([demo.error]);
  const opened = await openSeason(start, season.value, database.value, demo.value);
  if (!opened.ok) return opened;
  const outside = config.outside ?? demo.value;
  if (outside === undefined) throw new Error("neither a demonstration nor real use");
  const server = await startServer(
    {
      database: database.value.access.app,
      masterKey: database.value.masterKey,
      host: config.host,
      port,
      beforeListen: reserved.value.release,
      publicUrl,
      seasonId: policy.id,
      city: policy.city,
      oidc: outside.oidc,
      agencies: outside.agencies,
      limitRates: true,
      publicLog: database.value.publicLog,
    },
    makeLog(config.logLevel),
  );
  await life.atEnd(() => server.stop());
  return ok({
    publicUrl,
    dataDirectory: database.value.dataDirectory,
    directory: demo.value === undefined ? undefined : makeDirectory(demo.value.city, policy.plan),
  });
}

async function readPolicy(path: string): Promise<Result<SeasonPolicy, Problems>> {
  let source: string;
  try {
    source = await readFile(path, "utf8");
  } catch (error) {
    const why = String(error);
    return err([
      failure(
        "start.policy",
        `无法读取政策文件 ${path}：${why}`,
        `The policy file ${path} cannot be read: ${why}`,
      ),
    ]);
  }
  const policy = parsePolicy(source);
  return policy.ok ? ok({ source, policy: policy.value }) : policy;
}

/** What a browser on this machine calls the host that the server listens on. */
function visitedHost(host: string): string {
  if (["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

async function startDatabase({ config, narrator, life }: Start): Promise<Result<OpenedDatabase>> {
  narrator.say(STEPS.database);
  const database = await connectDatabase(config, narrator.say);
  if (!database.ok) return database;
  const { access, close, ended } = database.value;
  await life.atEnd(close);
  life.endsWith(ended.then(() => databaseLost));
  const [publicLog] = await Promise.all([
    startPublicLog(config, database.value, narrator, life),
    migrateDatabase(access, narrator),
  ]);
  return publicLog.ok ? ok({ ...database.value, publicLog: publicLog.value }) : publicLog;
}

async function migrateDatabase(access: DatabaseAccess, narrator: Narrator): Promise<void> {
  const owner = createPool(access.owner, () => undefined);
  await migrate(owner, access.appRole);
  await owner.end();
  narrator.say(STEPS.migrated);
}

const databaseLost = failure(
  "start.database-lost",
  "数据库意外停止，平台随之停止；已确认的数据都在。请重新启动，原因见数据目录中的 postgres.log。",
  "The database stopped unexpectedly, and the platform with it; everything acknowledged is kept. Start again; postgres.log in the data folder says why.",
);

const OBJECTION_HOURS = 48;

/** Who contributes to the draw; with nothing said, the platform alone. */
function ceremonyOf(
  { outside }: Config,
  isDemo: boolean,
  alone: boolean,
): { readonly ceremony?: CeremonyRules } {
  if (isDemo) return alone ? {} : { ceremony: DEMO_CEREMONY };
  if (outside?.contributors === undefined) return {};
  const contributors = [...outside.contributors, PLATFORM_CONTRIBUTOR].toSorted();
  return {
    ceremony: {
      ...PLATFORM_ALONE,
      contributors,
      threshold: (contributors.length + 1) / 2,
      objectionHours: OBJECTION_HOURS,
    },
  };
}

/** Publishes the policy where its season is not there yet; fills a demonstration with families. */
async function openSeason(
  { config, options, narrator, life }: Start,
  { source, policy }: SeasonPolicy,
  { access, masterKey, publicLog }: OpenedDatabase,
  demo: DemoWorld | undefined,
): Promise<Result<void, Problems>> {
  const pool = createPool(access.app, () => undefined);
  await life.atEnd(async () => {
    if (!pool.ended) await pool.end();
  });
  const zones = demo === undefined ? null : makeZoneIndex(demo.city.zoneMap);
  const agencies = connectAgencies(config.outside?.agencies ?? demo?.agencies ?? {}, zones);
  const services = makeServices(pool, masterKey, agencies, publicLog.rules);
  const season: NewSeason = {
    id: policy.id,
    run: `${policy.city.zh}/${policy.year}/${policy.level}/1`,
    policySource: source,
    zoneMap: demo?.city.zoneMap ?? null,
    ...(demo === undefined ? {} : { timetable: demoTimetable(services.clock()) }),
    ...ceremonyOf(config, demo !== undefined, options.alone),
  };
  const opened =
    demo === undefined
      ? await publishPolicy(services, season, PLATFORM)
      : await seedDemoSeason(services, {
          ...season,
          city: demo.city,
          onProgress: (done, total) => narrator.count(STEPS.seed, done, total),
        });
  await pool.end();
  return opened;
}
