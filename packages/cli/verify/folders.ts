import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { RunFolder } from "@yangguang/core/verify/folder.ts";

/**
 * OpenSSL's SHA-256, several times as fast as one in JavaScript. Its 32 bytes come as characters:
 * a buffer of their own for each hash would cost more than the hash.
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  const characters = hash("sha256", bytes, "binary");
  const digest = new Uint8Array(32);
  for (let at = 0; at < 32; at += 1) digest[at] = characters.charCodeAt(at);
  return digest;
}

/** Longer files are no run's; a server must not fill the memory. */
const MOST_BYTES = 1_000_000_000;

const isAddress = (where: string): boolean => /^https?:\/\//i.test(where);

/** A folder on this machine, or a run under an address. Refused where there is none. */
export async function openFolder(where: string): Promise<Result<RunFolder>> {
  if (isAddress(where)) return ok(addressFolder(where));
  try {
    if ((await stat(where)).isDirectory()) return ok(diskFolder(where));
  } catch {
    // Missing, or out of reach: refused below.
  }
  return fail(
    "verify.no-folder",
    `找不到文件夹“${where}”。请检查路径。`,
    `There is no folder “${where}”. Check the path.`,
  );
}

const diskFolder = (folder: string): RunFolder => ({
  // One after the other, and nothing else to do meanwhile: waiting for each would cost more.
  read: (path) => {
    try {
      return readFileSync(join(folder, ...path.split("/")));
    } catch (problem) {
      const code = problem instanceof Error && "code" in problem ? problem.code : undefined;
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw problem;
    }
  },
});

/** Paths are relative to the address, whether or not it ends with a slash. */
function addressFolder(address: string): RunFolder {
  const base = new URL(address.endsWith("/") ? address : `${address}/`);
  return {
    read: async (path) => {
      const response = await fetch(new URL(path, base));
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel();
        return null;
      }
      if (!response.ok || response.body === null) {
        throw new Error(`${response.url}: ${response.status} ${response.statusText}`);
      }
      return readAll(response.body, path);
    },
  };
}

async function readAll(body: AsyncIterable<Uint8Array>, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error(`${path} is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
