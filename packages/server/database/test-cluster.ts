import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { escapeIdentifier } from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../registry/migrate.ts";
import type { DatabaseAccess } from "./access.ts";
import { createPool, withClient } from "./access.ts";
import type { DataDirectory } from "./data-directory.ts";
import { claimDataDirectory } from "./data-directory.ts";
import { startEmbeddedPostgres } from "./embedded.ts";
import type { EmbeddedPostgres } from "./embedded.ts";
import { ensureOwnDatabase } from "./roles.ts";

/** What a test file asks of the cluster; see test-database.ts. */
export type ClusterRequest =
  | { readonly kind: "create"; readonly content: "migrated" | "empty" }
  | { readonly kind: "drop"; readonly database: string };

export interface CreatedDatabase {
  readonly database: string;
  readonly access: DatabaseAccess;
}

declare module "vitest" {
  interface ProvidedContext {
    /** Socket on which the run's PostgreSQL cluster gives out databases. */
    readonly testClusterSocket: string;
  }
}

const FOLDER_PREFIX = "yangguang-test-";
const YOUNG_MS = 60_000;
const TEMPLATE = "migrated_template";

/** Thrown away after the run, so nothing needs to reach the disk. */
const FAST: Readonly<Record<string, string>> = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "300",
  shared_buffers: "64MB",
};

/**
 * For vitest's `globalSetup`: one PostgreSQL cluster for a run, in a folder of its own, started
 * when the first test file asks for a database. Each file gets a copy of the migrated template.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  await sweepAbandoned();
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const directory = await claimDataDirectory(join(folder, "data"), () => undefined);
  if (!directory.ok) throw new Error(directory.error.message.en);
  const cluster = new TestCluster(directory.value);
  const server = createServer((request, response) => void answer(cluster, request, response));
  const socket = join(folder, "socket");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  project.provide("testClusterSocket", socket);
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await cluster.stop();
    directory.value.release();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Removes what killed runs left. A folder in use is locked, a young one about to be. */
async function sweepAbandoned(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = join(tmpdir(), name);
    const since = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => Infinity,
    );
    if (since > Date.now() - YOUNG_MS) continue;
    const claimed = await claimDataDirectory(join(folder, "data"), () => undefined);
    if (!claimed.ok) continue;
    await rm(folder, { recursive: true, force: true });
    claimed.value.release();
  }
}

class TestCluster {
  readonly #directory: DataDirectory;
  #started: Promise<EmbeddedPostgres> | undefined;
  /** Copies are made one after another: PostgreSQL wants a template to itself. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(directory: DataDirectory) {
    this.#directory = directory;
  }

  create(content: "migrated" | "empty"): Promise<CreatedDatabase> {
    const made = this.#queue.then(async () => {
      this.#started ??= this.#start();
      const server = await this.#started;
      const database = `test_${randomUUID().replaceAll("-", "")}`;
      await withClient(server.admin, (admin) =>
        ensureOwnDatabase(admin, database, content === "migrated" ? TEMPLATE : undefined),
      );
      return { database, access: server.accessTo(database) };
    });
    this.#queue = made.catch(() => undefined);
    return made;
  }

  async drop(database: string): Promise<void> {
    const server = await this.#started;
    if (server === undefined) return;
    await withClient(server.admin, (admin) =>
      admin.query(`drop database if exists ${escapeIdentifier(database)} with (force)`),
    );
  }

  async stop(): Promise<void> {
    const server = await this.#started?.catch(() => undefined);
    await server?.stop();
  }

  async #start(): Promise<EmbeddedPostgres> {
    const started = await startEmbeddedPostgres({
      directory: this.#directory,
      onProgress: () => undefined,
      settings: FAST,
    });
    if (!started.ok) throw new Error(started.error.message.en);
    const server = started.value;
    await withClient(server.admin, (admin) => ensureOwnDatabase(admin, TEMPLATE));
    const { owner, appRole } = server.accessTo(TEMPLATE);
    const pool = createPool(owner, () => undefined);
    await migrate(pool, appRole);
    await pool.end();
    return server;
  }
}

async function answer(
  cluster: TestCluster,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const asked = JSON.parse(body) as ClusterRequest;
    const result =
      asked.kind === "create"
        ? await cluster.create(asked.content)
        : await cluster.drop(asked.database);
    response.end(JSON.stringify(result ?? null));
  } catch (error) {
    response.statusCode = 500;
    response.end(error instanceof Error ? error.stack : String(error));
  }
}
