import type { Text } from "../../../domain/text.ts";
import type { Failure } from "../../../domain/result.ts";
import { utf8 } from "../../../draw/encoding.ts";
import { textOf } from "../../../log/bytes.ts";
import type { EntryOf, EntryType, LogEntry } from "../../../log/entries.ts";
import type { NoteKey } from "../../../log/note-key.ts";
import type { WitnessState } from "../../../log/witness.ts";
import type { RunCheck } from "../../report.ts";
import type { ReceiptCheck } from "../../verify-receipt.ts";
import type { LogStep } from "../sample-log.ts";
import type { Sample, SampleOptions, Tamper } from "../sample-run.ts";
import { sampleRun } from "../sample-run.ts";

/** Who has it in its hands to cheat so. */
export type Cheater =
  | "platform"
  | "officer"
  | "contributor"
  | "witness"
  | "agency"
  | "mirror"
  | "family";

/** Who sees it, and by what. */
export type Catch =
  /** Anybody, from the published folder. */
  | { readonly tier: "public"; readonly check: RunCheck }
  /** Whoever may see the rows. */
  | { readonly tier: "room"; readonly check: RunCheck }
  /** A family, with its receipt. */
  | { readonly tier: "receipt"; readonly check: ReceiptCheck }
  /** An honest witness, which does not cosign. */
  | { readonly tier: "witness"; readonly refusal: Failure["code"] }
  /** No computation: somebody has to look at paper, a video, or a clock. */
  | { readonly tier: "people"; readonly how: Text }
  /** Nobody has to: it changes nothing. */
  | { readonly tier: "in-vain"; readonly why: Text };

/** What an honest witness, which knows the log as it was, is asked to cosign. */
export interface Asked {
  readonly state: WitnessState;
  readonly body: string;
  readonly log: NoteKey;
}

/** What is published, shown or asked, once somebody has cheated. */
export interface Cheated {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What the printed notice says of the keys. */
  readonly trustHash: string;
  /** What the supervised room is given. */
  readonly room: ReadonlyMap<string, Uint8Array> | null;
  /** Of the family that looks into it. */
  readonly receipt?: Uint8Array;
  readonly asked?: Asked;
}

export interface Cheat {
  readonly id: string;
  readonly title: Text;
  readonly by: Cheater;
  /** Where `public` is not among them, public verification holds. */
  readonly caughtBy: readonly [Catch, ...Catch[]];
  /** Does it, and makes all that follows as consistent as this cheater can. */
  readonly commit: () => Cheated | Promise<Cheated>;
}

export const HONEST_OPTIONS: SampleOptions = { seed: "cheats", children: 60, contributors: 3 };

/** The run that the cheats are about. */
export const HONEST: Sample = sampleRun(HONEST_OPTIONS);

export const seenInPublic = (check: RunCheck): Catch => ({ tier: "public", check });
export const seenInTheRoom = (check: RunCheck): Catch => ({ tier: "room", check });
export const seenByReceipt = (check: ReceiptCheck): Catch => ({ tier: "receipt", check });
export const refusedByWitness = (refusal: Failure["code"]): Catch => ({ tier: "witness", refusal });

/** The run in which somebody tampered so. */
export const tampered = (tamper: Tamper, options: Partial<SampleOptions> = {}): Sample =>
  sampleRun({ ...HONEST_OPTIONS, ...options }, tamper);

export type Words = readonly [id: string, by: Cheater, zh: string, en: string];

/** A cheat that a tampering alone describes. */
export const cheat = (
  [id, by, zh, en]: Words,
  caughtBy: Cheat["caughtBy"],
  commit: Cheat["commit"],
): Cheat => ({ id, by, title: { zh, en }, caughtBy, commit });

/** A cheat that everybody sees by one check. */
export const publicCheat = (
  words: Words,
  check: RunCheck,
  tamper: Tamper,
  options: Partial<SampleOptions> = {},
): Cheat => cheat(words, [seenInPublic(check)], () => tampered(tamper, options));

export const isOf = <T extends EntryType>(
  step: LogStep,
  t: T,
): step is LogStep & { entry: EntryOf<T> } =>
  !(step.entry instanceof Uint8Array) && step.entry.t === t && step.entry.run === HONEST.run;

/** The first entry of a type. @throws where there is none. */
export function entryOf<T extends EntryType>({ steps }: Pick<Sample, "steps">, t: T): EntryOf<T> {
  for (const step of steps) if (isOf(step, t)) return step.entry;
  throw new Error(`no ${t} in the log`);
}

/** Changes a published file as text; the manifest follows. */
export const fileText = (path: string, change: (text: string) => string): Tamper => ({
  files: (files) =>
    new Map([...files, [path, utf8(change(textOf(files.get(path) ?? utf8("")) ?? ""))]]),
});

/** Changes a byte of the first file whose path begins so; the manifest follows. */
export const flippedByte = (start: string, byteAt: number): Tamper => ({
  files: (files) => {
    const path = [...files.keys()].find((each) => each.startsWith(start)) ?? "";
    const bytes = Uint8Array.from(files.get(path) ?? []);
    bytes.set([(bytes[byteAt] ?? 0) ^ 1], byteAt);
    return new Map([...files, [path, bytes]]);
  },
});

export type Steps = Required<Tamper>["steps"];

/** Changes the entries of a type, each with its place among them. */
export const changed =
  <T extends EntryType>(
    t: T,
    change: (entry: EntryOf<T>, at: number) => LogEntry | Uint8Array,
  ): Steps =>
  (steps) => {
    let at = -1;
    return steps.map((step) =>
      isOf(step, t) ? { ...step, entry: change(step.entry, (at += 1)) } : step,
    );
  };

/** Changes the entries of a type as they are logged; nothing else follows. */
export const logged = <T extends EntryType>(
  ...[t, change]: Parameters<typeof changed<T>>
): Tamper => ({ steps: changed(t, change) });

/** Logs more behind the first entry of a type. */
export const loggedAfter = (
  t: EntryType,
  added: (step: LogStep) => readonly (LogEntry | Uint8Array)[],
): Tamper => ({
  steps: (steps) => {
    const at = steps.findIndex((step) => isOf(step, t));
    const step = steps[at];
    if (step === undefined) throw new Error(`no ${t} in the log`);
    const more = added(step).map((entry) => ({ entry }));
    return [...steps.slice(0, at + 1), ...more, ...steps.slice(at + 1)];
  },
});

/** Does not log what it should; a checkpoint that was due there comes with the entry before. */
export const notLogged = (leftOut: (step: LogStep) => boolean): Tamper => ({
  steps: (steps) => {
    const kept: LogStep[] = [];
    for (const step of steps) {
      const last = kept.at(-1);
      if (!leftOut(step)) kept.push(step);
      else if (step.cosignAt !== undefined && last !== undefined) {
        kept[kept.length - 1] = { ...last, cosignAt: step.cosignAt };
      }
    }
    return kept;
  },
});

/** One after the other, where both change the same. */
export const inTurn = (first: Steps, second: Steps): Tamper => ({
  steps: (steps) => second(first(steps)),
});

export const OTHER_HASH = "ab".repeat(32);

/** The item, which is known to be there. @throws where it is not. */
export function known<Item>(item: Item | undefined, what: string): Item {
  if (item === undefined) throw new Error(`the sample run has no ${what}`);
  return item;
}
