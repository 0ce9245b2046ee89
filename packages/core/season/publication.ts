import { sha256 } from "@noble/hashes/sha2.js";
import type { AllocationOutcome } from "../domain/allocation-problem.ts";
import type { Failure, Result } from "../domain/result.ts";
import { err, failure, ok } from "../domain/result.ts";
import { holderLines, lotHolders } from "../draw/lots.ts";
import { auditSample } from "../draw/audit.ts";
import { toHex, utf8 } from "../draw/encoding.ts";
import { canonicalJson } from "../log/canonical-json.ts";
import type { RollLeaf } from "../log/roll-root.ts";
import { cutoffLines, placementLines, SMALLEST_GROUP } from "./outcome-hashes.ts";
import type { RunPlan } from "./run-plan.ts";
import { planText } from "./run-plan.ts";

/** The folder in which a run is published: docs/specification.md, section 2. */

/** Under which the freeze counts categories too small to be named. */
export const OTHER_CATEGORIES = "other";

/**
 * `counts` of the freeze: rows by category, those with fewer than 5 together under `other`; if
 * these are fewer than 5 still, the smallest other category joins them.
 */
export function categoryCounts(categories: Iterable<string>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  const bySize = [...counts].toSorted(
    ([left, few], [right, many]) => few - many || (left < right ? -1 : 1),
  );
  const named = bySize.filter(([id, count]) => count >= SMALLEST_GROUP && id !== OTHER_CATEGORIES);
  let other = bySize
    .filter((each) => !named.includes(each))
    .reduce((sum, [, count]) => sum + count, 0);
  while (other > 0 && other < SMALLEST_GROUP && named.length > 0) other += named.shift()?.[1] ?? 0;
  return Object.fromEntries(other === 0 ? named : [...named, [OTHER_CATEGORIES, other]]);
}

/** A child of the roll and who it shares its lot with, if anybody: the group's id. */
export interface RollChild extends RollLeaf {
  readonly lotGroup: string | null;
}

export interface Announced {
  readonly outcome: Pick<AllocationOutcome, "placements" | "cutoffs">;
  /** 64 hex digits. */
  readonly seed: string;
}

export interface Publication {
  readonly plan: RunPlan;
  /** The policy file, to the byte. */
  readonly policy: Uint8Array;
  /** The text of trust.json. */
  readonly trust: string;
  /** Ascending by pid, with the counts of the freeze; null before it. */
  readonly roll: {
    readonly children: readonly RollChild[];
    readonly counts: Readonly<Record<string, number>>;
  } | null;
  /** Null before the announcement. */
  readonly announced: Announced | null;
  /** `log/checkpoint`, `log/tile/…` and `log/moments/…`, by path. */
  readonly log: ReadonlyMap<string, Uint8Array>;
}

/** All files of the folder by path; refused where a public group would be smaller than 5. */
export function runFolder(
  publication: Publication,
): Result<ReadonlyMap<string, Uint8Array>, readonly Failure[]> {
  const { plan, policy, trust, roll, announced, log } = publication;
  const refused = smallGroups(publication);
  if (refused.length > 0) return err(refused);
  const texts: [string, string][] = [
    ["plan.json", planText(plan)],
    ["trust.json", trust],
  ];
  if (roll !== null) {
    const lines = roll.children.map(({ pid, row }) => `${pid},${row}`);
    texts.push(["roll.csv", table("pid,row", lines)]);
  }
  if (roll !== null && announced !== null) {
    texts.push(...announcedFiles(plan, roll.children, announced));
  }
  const files = new Map<string, Uint8Array>([["policy.yaml", policy]]);
  for (const [path, text] of texts) files.set(path, utf8(text));
  for (const [path, bytes] of log) files.set(path, bytes);
  return ok(withManifest(plan.run, files));
}

const table = (header: string, lines: readonly string[]): string =>
  [header, ...lines, ""].join("\n");

function announcedFiles(
  { run, audit }: RunPlan,
  children: readonly RollChild[],
  { outcome, seed }: Announced,
): readonly [string, string][] {
  const pids = children.map(({ pid }) => pid);
  const holders = holderLines(
    lotHolders(children.map(({ pid, lotGroup }) => ({ pid, group: lotGroup }))),
  );
  const placed = placementLines(pids, outcome).map((line) => line.replace(" ", ","));
  return [
    ["holders.csv", table("pid,holder", holders)],
    ["placements.csv", table("pid,school", placed)],
    ["cutoffs.csv", table("step,school,pool,admitted,key,lot", cutoffLines(outcome))],
    ["audit.csv", table("pid", auditSample(seed, run, pids, audit))],
  ];
}

/** The same files with the manifest of just these. */
export function withManifest(
  run: string,
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> {
  const others = [...files].filter(([path]) => path !== "manifest.json");
  const listed = others
    .map(([path, bytes]) => ({ bytes: bytes.length, path, sha256: toHex(sha256(bytes)) }))
    // Paths are ASCII: the order of their code units is that of their bytes.
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
  const manifest = canonicalJson({ files: listed, run, v: 1 });
  return new Map([["manifest.json", utf8(`${manifest}\n`)], ...others]);
}

/** Cutoffs of small groups are withheld line by line; here is what cannot be withheld. */
function smallGroups({ roll }: Publication): readonly Failure[] {
  if (roll === null) return [];
  const refusals: Failure[] = [];
  for (const [category, count] of Object.entries(roll.counts)) {
    if (count >= SMALLEST_GROUP) continue;
    refusals.push(
      failure(
        "publication.small-group",
        `类别“${category}”只有${count}人，少于${SMALLEST_GROUP}人的组不能公开。请把它并入“${OTHER_CATEGORIES}”。`,
        `Category “${category}” has ${count} children. Groups smaller than ${SMALLEST_GROUP} are not published: count it under “${OTHER_CATEGORIES}”.`,
        category,
      ),
    );
  }
  return refusals;
}
