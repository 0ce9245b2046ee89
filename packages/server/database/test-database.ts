import { request } from "node:http";
import { inject } from "vitest";
import type { DatabaseAccess } from "./access.ts";
import type { ClusterRequest, CreatedDatabase } from "./test-cluster.ts";

/** A database that only one test file uses. */
export interface TestDatabase extends DatabaseAccess {
  /** End all pools first. */
  drop(): Promise<void>;
}

/**
 * Gives a new database of the run's cluster (see test-cluster.ts): migrated, as the application
 * finds it, or empty, for tests of the migrations themselves.
 *
 * @example
 * const database = await createTestDatabase();
 * const pool = new Pool(database.app);
 * afterAll(async () => { await pool.end(); await database.drop(); });
 */
export async function createTestDatabase(
  content: "migrated" | "empty" = "migrated",
): Promise<TestDatabase> {
  const { database, access } = (await ask({ kind: "create", content })) as CreatedDatabase;
  return {
    ...access,
    drop: async () => {
      await ask({ kind: "drop", database });
    },
  };
}

function ask(question: ClusterRequest): Promise<unknown> {
  const socketPath = inject("testClusterSocket");
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method: "POST", agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => {
        if (response.statusCode === 200) resolve(JSON.parse(body));
        else reject(new Error(body));
      });
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(question));
  });
}
