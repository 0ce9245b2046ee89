import type { Failure, Result } from "../domain/result.ts";
import { fail } from "../domain/result.ts";
import { textOf } from "../log/bytes.ts";
import type { Quorum, SignedCheckpoint } from "../log/checkpoint.ts";
import { checkQuorum, parseSignedCheckpoint } from "../log/checkpoint.ts";
import type { EntryOf, EntryType } from "../log/entries.ts";
import type { FsckReport } from "../log/fsck.ts";
import { fsck } from "../log/fsck.ts";
import { TILE_WIDTH } from "../log/tiles.ts";
import type { TrustDocument } from "../log/trust.ts";
import { parseTrust } from "../log/trust.ts";
import type { Policy } from "../policy/document.ts";
import { parsePolicy } from "../policy/parse.ts";
import type { RunPlan } from "../season/run-plan.ts";
import type { ReadFolder } from "./folder.ts";
import type { Hashing } from "./hashing.ts";
import type { Manifest } from "./read-manifest.ts";
import { readManifest } from "./read-manifest.ts";
import { EntryReader } from "./read-entries.ts";
import { readPlan } from "./read-plan.ts";
import type { Roll } from "./roll.ts";
import { readRoll } from "./roll.ts";
import { RowIndex } from "./row-index.ts";

/** A file as it was read: no bytes where it is missing, no value where it is damaged too. */
export interface Loaded<Value> {
  readonly bytes: Uint8Array | null;
  readonly value: Value | null;
  /** Why there is no value, where there are bytes. */
  readonly failure: Failure | null;
}

const MISSING = { bytes: null, value: null, failure: null } as const;

/** A checkpoint file, with what its signatures are worth. */
export interface LoadedCheckpoint {
  readonly signed: SignedCheckpoint;
  /** Null where trust.json cannot be read. */
  readonly quorum: Result<Quorum> | null;
}

export interface LogMaterial {
  readonly report: FsckReport;
  readonly reader: EntryReader;
  readonly rows: RowIndex;
  /** Those listed, by the index of the moment. */
  readonly moments: ReadonlyMap<number, Loaded<LoadedCheckpoint>>;
}

/** All that the checks look at, read once. */
export class Material {
  readonly hashing: Hashing;
  readonly files: ReadFolder;
  readonly run: string;
  readonly manifest: Loaded<Manifest>;
  readonly policy: Loaded<Policy>;
  readonly plan: Loaded<RunPlan>;
  readonly trust: Loaded<TrustDocument>;
  readonly roll: Loaded<Roll>;
  readonly checkpoint: Loaded<LoadedCheckpoint>;
  /** Null where there is no checkpoint, or one of far more entries than there are files for. */
  readonly log: LogMaterial | null;

  constructor(read: Omit<Material, "first" | "all" | "indexOf" | "secretOf">) {
    this.hashing = read.hashing;
    this.files = read.files;
    this.run = read.run;
    this.manifest = read.manifest;
    this.policy = read.policy;
    this.plan = read.plan;
    this.trust = read.trust;
    this.roll = read.roll;
    this.checkpoint = read.checkpoint;
    this.log = read.log;
  }

  /** The run's first entry of a type: what the later checks go by, whatever follows it. */
  first<T extends EntryType>(t: T): EntryOf<T> | undefined {
    return this.all(t)[0];
  }

  all<T extends EntryType>(t: T): readonly EntryOf<T>[] {
    return (this.log?.reader.entries ?? [])
      .map(({ entry }) => entry)
      .filter((entry): entry is typeof entry & EntryOf<T> => entry.t === t);
  }

  /** `log:7` for the first entry of each type that is there. */
  indexOf(...types: readonly EntryType[]): readonly string[] {
    const entries = this.log?.reader.entries ?? [];
    return types.flatMap((t) => {
      const placed = entries.find(({ entry }) => entry.t === t);
      return placed === undefined ? [] : [`log:${placed.index}`];
    });
  }

  /** A contributor's secret, revealed or recovered. */
  secretOf(id: string): string | undefined {
    return [...this.all("reveal"), ...this.all("recover")].find((entry) => entry.id === id)?.r;
  }
}

export type Progress = (done: number, total: number) => void;

/**
 * Reads everything but the tables of the outcome; the log's entries pass by one bundle at a time.
 *
 * @param watched index of an entry whose ROW is kept.
 */
export async function readMaterial(
  files: ReadFolder,
  hashing: Hashing,
  progress: Progress,
  watched?: number,
): Promise<Material> {
  const manifest = await load(files, "manifest.json", readManifest);
  const policy = await load(files, "policy.yaml", readPolicyFile);
  const plan = await load(files, "plan.json", readPlan);
  const trust = await load(files, "trust.json", (bytes) => parseTrust(textOf(bytes) ?? ""));
  const roll = await load(files, "roll.csv", readRoll);
  const run = plan.value?.run ?? manifest.value?.run ?? "";
  const checkpoint = await load(files, "log/checkpoint", (bytes) =>
    readCheckpoint(bytes, trust.value),
  );
  const signed = checkpoint.value?.signed.checkpoint;
  const moments = await readMoments(files, manifest.value, trust.value);
  const rows = new RowIndex(roll.value?.rowBytes ?? new Uint8Array());
  const reader = new EntryReader(run, rows, watched);
  const log =
    signed === undefined || signed.size > mostEntries(manifest.value)
      ? null
      : {
          reader,
          rows,
          moments,
          report: await fsck({
            size: signed.size,
            root: signed.root,
            hash: hashing.tree,
            rootsOf: new Set(
              [...moments.values()].flatMap(({ value }) =>
                value === null ? [] : [value.signed.checkpoint.size],
              ),
            ),
            read: async (path) => (await files.read(`log/${path}`)) ?? undefined,
            visit: (entry, index) => {
              reader.read(entry, index);
              if (index % 4096 === 0) progress(index, signed.size);
            },
          }),
        };
  return new Material({
    hashing,
    files,
    run,
    manifest,
    policy,
    plan,
    trust,
    roll,
    checkpoint,
    log,
  });
}

/**
 * How many entries the listed bundles can hold, and some more, so that missing ones are found: who
 * writes a huge number into a checkpoint must not keep a verifier busy for ever.
 */
const mostEntries = (manifest: Manifest | null): number =>
  TILE_WIDTH *
  (1000 + (manifest?.files ?? []).filter(({ path }) => path.startsWith(BUNDLES)).length);

const BUNDLES = "log/tile/entries/";

export async function load<Value>(
  files: ReadFolder,
  path: string,
  parse: (bytes: Uint8Array) => Result<Value>,
): Promise<Loaded<Value>> {
  const bytes = await files.read(path);
  if (bytes === null) return MISSING;
  const parsed = parse(bytes);
  return parsed.ok
    ? { bytes, value: parsed.value, failure: null }
    : { bytes, value: null, failure: parsed.error };
}

function readPolicyFile(bytes: Uint8Array): Result<Policy> {
  const source = textOf(bytes);
  const policy = source === undefined ? null : parsePolicy(source);
  if (policy?.ok === true) return policy;
  const [first] = policy?.error ?? [];
  return first === undefined
    ? fail("policy.utf8", "政策文件不是UTF-8文本。", "The policy file is not UTF-8 text.")
    : { ok: false, error: first };
}

function readCheckpoint(bytes: Uint8Array, trust: TrustDocument | null): Result<LoadedCheckpoint> {
  const text = textOf(bytes) ?? "";
  const signed = parseSignedCheckpoint(text);
  if (!signed.ok) return signed;
  const quorum = trust === null ? null : checkQuorum(text, trust);
  return { ok: true, value: { signed: signed.value, quorum } };
}

const MOMENT = /^log\/moments\/(0|[1-9][0-9]{0,14})$/;

/** The checkpoints of moments that the manifest lists: their sizes must be known before the log is read. */
async function readMoments(
  files: ReadFolder,
  manifest: Manifest | null,
  trust: TrustDocument | null,
): Promise<ReadonlyMap<number, Loaded<LoadedCheckpoint>>> {
  const moments = new Map<number, Loaded<LoadedCheckpoint>>();
  for (const { path } of manifest?.files ?? []) {
    const index = MOMENT.exec(path)?.[1];
    if (index === undefined) continue;
    const loaded = await load(files, path, (bytes) => readCheckpoint(bytes, trust));
    moments.set(Number(index), loaded);
  }
  return moments;
}
