import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { tagHash, toHex } from "@yangguang/core/draw/encoding.ts";

const CORE = "packages/core";

/** What is no part of the software: tests and what only they use, other people's packages, leavings of editors. */
const isNoPart = (path: string): boolean =>
  /\.test\.[^/]*$/.test(path) ||
  path
    .split("/")
    .some((part) => part === "testing" || part === "node_modules" || part.startsWith("."));

/**
 * `build` of docs/specification.md, section 14, of the software that stands in a folder: 64 hex
 * digits.
 *
 * @param root the installation, in which `packages` stands.
 */
export async function buildDigest(root: string): Promise<string> {
  const entries = await readdir(join(root, CORE), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "/").length))
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !isNoPart(path))
    .toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  const parts = await Promise.all(
    paths.map(async (path) => [
      path,
      createHash("sha256")
        .update(await readFile(join(root, path)))
        .digest(),
    ]),
  );
  return toHex(tagHash("xadm/v1/build", ...parts.flat()));
}
