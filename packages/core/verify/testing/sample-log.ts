import { utf8 } from "../../log/bytes.ts";
import type { Checkpoint } from "../../log/checkpoint.ts";
import { cosign, signCheckpoint } from "../../log/checkpoint.ts";
import type { EntryType, LogEntry } from "../../log/entries.ts";
import { entryText } from "../../log/entries.ts";
import { keyOfSecret } from "../../log/note-key.ts";
import { TileWriter } from "../../log/tile-writer.ts";
import type { TrustDocument } from "../../log/trust.ts";
import type { Chance } from "./chance.ts";

/** Who signs, with its secret of 32 bytes. */
export interface Signer {
  readonly name: string;
  readonly secret: Uint8Array;
}

export interface SampleWitness extends Signer {
  readonly government: boolean;
}

export interface LogKeys {
  readonly log: Signer;
  readonly witnesses: readonly SampleWitness[];
}

/** An entry in the order of the log, or bytes that are none. */
export interface LogStep {
  readonly entry: LogEntry | Uint8Array;
  /** Where a cosigned checkpoint follows: its time, in seconds since 1970. */
  readonly cosignAt?: number;
}

/** A log and three witnesses, one of the government; two of them make a quorum. */
export const inventLogKeys = (chance: Chance): LogKeys => ({
  log: { name: "log.sample.example", secret: chance.bytes(32) },
  witnesses: [
    { name: "notary.example", secret: chance.bytes(32), government: false },
    { name: "parents.example", secret: chance.bytes(32), government: false },
    { name: "inspectors.example", secret: chance.bytes(32), government: true },
  ],
});

export const trustOf = ({ log, witnesses }: LogKeys): TrustDocument => ({
  log: keyOfSecret(log.name, "log", log.secret),
  witnesses: witnesses.map(({ name, secret, government }) => ({
    key: keyOfSecret(name, "witness", secret),
    government,
  })),
  quorum: 2,
  nonGovernment: 1,
});

/** A checkpoint signed by the log and cosigned by all witnesses, one second after the other. */
export function cosigned(
  keys: LogKeys,
  checkpoint: Omit<Checkpoint, "origin">,
  time: number,
  witnesses: readonly SampleWitness[] = keys.witnesses,
): Uint8Array {
  const whole = { ...checkpoint, origin: keys.log.name };
  const lines = witnesses.map(({ name, secret }, at) => cosign(whole, name, secret, time + at));
  return utf8(signCheckpoint(whole, keys.log.name, keys.log.secret) + lines.join(""));
}

const MOMENTS: ReadonlySet<EntryType> = new Set([
  "open",
  "freeze",
  "cset",
  "dice",
  "seed",
  "outcome",
]);

export const bytesOfStep = ({ entry }: LogStep): Uint8Array =>
  entry instanceof Uint8Array ? entry : utf8(entryText(entry));

const isMoment = ({ entry }: LogStep, run: string): boolean =>
  !(entry instanceof Uint8Array) && entry.run === run && MOMENTS.has(entry.t);

/** The files below `log/`: tiles and bundles, the newest checkpoint, those of the run's moments. */
export function writeLog(
  steps: readonly LogStep[],
  keys: LogKeys,
  run: string,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const writer = new TileWriter();
  const add = ({ path, bytes }: { readonly path: string; readonly bytes: Uint8Array }): void => {
    files.set(`log/${path}`, bytes);
  };
  let waiting: number[] = [];
  let covered = true;
  for (const [index, step] of steps.entries()) {
    for (const file of writer.append(bytesOfStep(step))) add(file);
    if (isMoment(step, run)) waiting.push(index);
    covered = step.cosignAt !== undefined;
    if (step.cosignAt === undefined) continue;
    const note = cosigned(keys, { size: writer.size, root: writer.root() }, step.cosignAt);
    for (const moment of waiting) files.set(`log/moments/${moment}`, note);
    files.set("log/checkpoint", note);
    waiting = [];
  }
  if (!covered) throw new Error("the last entry must be covered by a checkpoint");
  for (const file of writer.partials()) add(file);
  return files;
}
