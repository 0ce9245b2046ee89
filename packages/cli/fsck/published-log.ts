import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { equalBytes, textOf } from "@yangguang/core/log/bytes.ts";
import { checkQuorum, parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { fsck } from "@yangguang/core/log/fsck.ts";
import { GrowingTree } from "@yangguang/core/log/tree.ts";
import { parseTrust } from "@yangguang/core/log/trust.ts";
import { checkSmCheckpoint, SM3_TREE } from "@yangguang/server/public-log/sm.ts";
import type { Found } from "./found.ts";
import { unchecked } from "./found.ts";

type Read = (path: string) => Promise<Uint8Array | undefined>;

const PATIENCE_MS = 30_000;

/** Files below an address, or in a folder; undefined for one that is not there. */
function readerOf(log: string): Read {
  if (!/^https?:/.test(log)) {
    return async (path) => {
      try {
        return await readFile(join(log, path));
      } catch {
        return undefined;
      }
    };
  }
  const base = log.endsWith("/") ? log : `${log}/`;
  return async (path) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(new URL(path, base), { signal });
    return response.ok ? response.bytes() : undefined;
  };
}

/** Everything in a published log computed anew from its entry bundles. */
export async function checkPublishedLog(log: string): Promise<Found> {
  const read = readerOf(log);
  let note: string | undefined;
  try {
    note = textOf((await read("checkpoint")) ?? new Uint8Array());
  } catch (error) {
    return unchecked(unreadable(log, String(error)));
  }
  const signed = parseSignedCheckpoint(note ?? "");
  if (!signed.ok || note === undefined) return unchecked(unreadable(log, "checkpoint"));
  const { origin, size, root } = signed.value.checkpoint;
  const sm = await openSmCheck(read);
  const report = await fsck({ size, root, read, visit: (entry) => sm?.visit(entry) });
  const signatures = await checkSignatures(note, read);
  const wrong = [
    ...report.findings.map(({ message }) => message),
    ...signatures.wrong,
    ...(sm?.wrong() ?? []),
  ];
  return {
    verdict: wrong.length === 0 ? "whole" : "broken",
    lines: [
      text(
        `日志 ${origin}：检查点 ${size} 条，读到 ${report.entries} 条`,
        `log ${origin}: ${size} entries by the checkpoint, ${report.entries} read`,
      ),
      ...wrong,
      ...signatures.told,
      ...(sm === undefined ? [] : [sm.told]),
    ],
  };
}

/** The second checkpoint, in SM3 and SM2, where the log has one. */
interface SmCheck {
  readonly visit: (entry: Uint8Array) => void;
  readonly told: Text;
  /** Once all entries were visited. */
  readonly wrong: () => readonly Text[];
}

async function openSmCheck(read: Read): Promise<SmCheck | undefined> {
  const [note, pem] = [await read("checkpoint-sm"), await read("checkpoint-sm.pem")];
  if (note === undefined) return undefined;
  const checked = checkSmCheckpoint(textOf(note) ?? "", textOf(pem ?? new Uint8Array()) ?? "");
  const size = checked.ok ? checked.value.size : 0;
  const tree = new GrowingTree(SM3_TREE);
  return {
    visit: (entry) => {
      if (tree.size < size) tree.append(SM3_TREE.leaf(entry));
    },
    told: text(`国密检查点：${size} 条`, `checkpoint in SM3 and SM2: ${size} entries`),
    wrong: () => {
      if (!checked.ok) return [checked.error.message];
      return equalBytes(tree.root(), checked.value.root) ? [] : [otherSmRoot];
    },
  };
}

const otherSmRoot = text(
  "由条目重新计算的 SM3 根哈希与国密检查点不符",
  "the SM3 root of the entries is not that of checkpoint-sm",
);

/** By the keys that lie beside the log or above it: whose they are, it cannot say. */
async function checkSignatures(
  note: string,
  read: Read,
): Promise<{ readonly wrong: readonly Text[]; readonly told: readonly Text[] }> {
  const bytes = (await read("trust.json")) ?? (await read("../trust.json"));
  const trust = parseTrust(textOf(bytes ?? new Uint8Array()) ?? "");
  if (!trust.ok) {
    const told = text(
      "没有见证方公钥（trust.json），签名未核对",
      "no keys of witnesses (trust.json): the signatures were not checked",
    );
    return { wrong: [], told: [told] };
  }
  const quorum = checkQuorum(note, trust.value);
  if (!quorum.ok) return { wrong: [quorum.error.message], told: [] };
  const names = quorum.value.cosigners.map(({ name }) => name).join(", ");
  const told = text(
    `见证方联署：${names}（公钥取自日志旁的 trust.json，请另行核对）`,
    `cosigned by ${names} (by the keys in trust.json beside the log: compare them with the printed ones)`,
  );
  return { wrong: [], told: [told] };
}

const unreadable = (log: string, why: string) =>
  failure(
    "fsck.unreadable",
    `无法读取日志 ${log}：${why}`,
    `The log ${log} cannot be read: ${why}`,
  );
