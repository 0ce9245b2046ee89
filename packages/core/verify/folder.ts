import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hash } from "../log/tree-hash.ts";

/** A published run (docs/specification.md, section 2), wherever it lies: a disk, an address, memory. */
export interface RunFolder {
  /** The bytes of a file by its path from the folder; null where there is none. */
  readonly read: (path: string) => Uint8Array | null | Promise<Uint8Array | null>;
}

export const folderOf = (files: ReadonlyMap<string, Uint8Array>): RunFolder => ({
  read: (path) => files.get(path) ?? null,
});

/** What a file was when it was read. */
export interface SeenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** A folder that remembers what was read of it, so that each file is read and hashed once. */
export class ReadFolder {
  readonly #folder: RunFolder;
  readonly #hash: Hash;
  readonly #seen = new Map<string, SeenFile | null>();

  constructor(folder: RunFolder, hash: Hash) {
    this.#folder = folder;
    this.#hash = hash;
  }

  async read(path: string): Promise<Uint8Array | null> {
    const bytes = await this.#folder.read(path);
    if (!this.#seen.has(path)) {
      this.#seen.set(
        path,
        bytes === null ? null : { bytes: bytes.length, sha256: bytesToHex(this.#hash(bytes)) },
      );
    }
    return bytes;
  }

  /** What the file was when it was first read; it is read now if it was not before. */
  async seen(path: string): Promise<SeenFile | null> {
    if (!this.#seen.has(path)) await this.read(path);
    return this.#seen.get(path) ?? null;
  }

  /** All files that were asked for and are there. */
  get found(): readonly string[] {
    return [...this.#seen].flatMap(([path, seen]) => (seen === null ? [] : [path]));
  }
}
