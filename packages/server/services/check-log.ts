import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { toHex } from "@yangguang/core/draw/encoding.ts";
import { equalBytes, utf8 } from "@yangguang/core/log/bytes.ts";
import type { TileFile } from "@yangguang/core/log/tile-writer.ts";
import { GrowingTree } from "@yangguang/core/log/tree.ts";
import { SHA256_TREE } from "@yangguang/core/log/tree-hash.ts";
import { TileWriter } from "@yangguang/core/log/tile-writer.ts";
import type { PublishedCheckpoint } from "../registry/log-tree.ts";
import {
  countLeaves,
  entriesOfLeaves,
  newestCheckpoint,
  signedRoots,
} from "../registry/log-tree.ts";
import type { Executor } from "../registry/tables.ts";
import type { LogFiles } from "./context.ts";

/** Entries fetched at once. */
const BATCH = 2000;

export interface LogCheckReport {
  /** Leaves in the database. */
  readonly leaves: number;
  /** How many of them the newest published checkpoint covers. */
  readonly published: number;
  /** Recomputed, of all leaves. */
  readonly root: string;
  /** What is wrong in the database itself: nothing repairs that but a backup. */
  readonly faults: readonly Text[];
  /** Files that are missing or are not what the database says. */
  readonly files: readonly Text[];
  /** Whether these files were written anew. */
  readonly repaired: boolean;
}

/**
 * Rebuilds the whole log from the entries in the database and compares it with everything that was
 * ever signed and with the published files. With `repair`, files that are wrong are written anew,
 * unless the database itself is: then they may be all that is left of the truth.
 */
export async function checkLog(
  db: Executor,
  files: LogFiles,
  repair: boolean,
): Promise<LogCheckReport> {
  const counted = await countLeaves(db);
  const newest = await newestCheckpoint(db);
  const published = newest?.size ?? 0;
  const faults = countFaults(counted, published);
  const rebuilt = await checkRoots(db, counted.end, faults);
  const wrong: Text[] = [];
  // Only of a log that is as it was signed are the files known; and only then may they be written.
  const known = faults.length === 0 ? publishedFiles(db, newest) : [];
  for await (const file of known) {
    const found = await files.read(file.path);
    if (found !== undefined && equalBytes(found, file.bytes)) continue;
    wrong.push(found === undefined ? missing(file.path) : differs(file.path));
    if (repair) await files.write(file.path, file.bytes);
  }
  return {
    leaves: counted.leaves,
    published,
    root: toHex(rebuilt.root()),
    faults,
    files: wrong,
    repaired: repair && wrong.length > 0,
  };
}

/** Compares the tree with every root that was signed; what differs becomes a fault. */
async function checkRoots(db: Executor, end: number, faults: Text[]): Promise<GrowingTree> {
  const roots = await signedRoots(db);
  const tree = new GrowingTree();
  for await (const entry of entriesUpTo(db, end)) {
    tree.append(SHA256_TREE.leaf(utf8(entry)));
    for (const root of roots.get(tree.size) ?? []) {
      if (root !== toHex(tree.root())) faults.push(otherRoot(tree.size));
    }
  }
  for (const size of roots.keys()) if (size > tree.size) faults.push(tooFew(size, tree.size));
  return tree;
}

/** Every file of the newest published log, as it should be. */
async function* publishedFiles(
  db: Executor,
  newest: PublishedCheckpoint | undefined,
): AsyncGenerator<TileFile, void, undefined> {
  if (newest === undefined) return;
  const writer = new TileWriter();
  for await (const entry of entriesUpTo(db, newest.size)) yield* writer.append(utf8(entry));
  yield* writer.partials();
  yield { path: "checkpoint", bytes: utf8(newest.note) };
}

async function* entriesUpTo(db: Executor, end: number): AsyncGenerator<string, void, undefined> {
  for (let from = 0; from < end; from += BATCH) {
    yield* await entriesOfLeaves(db, from, Math.min(from + BATCH, end));
  }
}

function countFaults(
  { leaves, end, lost, twice }: Awaited<ReturnType<typeof countLeaves>>,
  published: number,
): Text[] {
  const faults: Text[] = [];
  if (leaves !== end) faults.push(gaps(end - leaves));
  if (lost > 0) faults.push(withoutPlace(lost));
  if (twice > 0) faults.push(inTwoPlaces(twice));
  if (published > end) faults.push(tooFew(published, end));
  return faults;
}

const missing = (path: string): Text => text(`缺少文件 ${path}`, `${path} is missing`);

const differs = (path: string): Text =>
  text(`文件 ${path} 与数据库不符`, `${path} is not what the database says`);

const gaps = (count: number): Text =>
  text(`日志中缺了 ${count} 个位置`, `${count} places of the log are empty`);

const withoutPlace = (count: number): Text =>
  text(`${count} 条记录没有进入日志`, `${count} entries are on no way into the log`);

const inTwoPlaces = (count: number): Text =>
  text(`${count} 条记录已在日志中却仍在等待`, `${count} entries of the log are waiting for it`);

const tooFew = (size: number, found: number): Text =>
  text(
    `曾为 ${size} 条签名，数据库中只有 ${found} 条：数据库可能来自较旧的备份`,
    `${size} entries were signed, the database holds ${found}: it may come from an older backup`,
  );

const otherRoot = (size: number): Text =>
  text(
    `前 ${size} 条与当时签名的不同：数据库被改动过`,
    `the first ${size} entries are not those that were signed: the database was altered`,
  );
