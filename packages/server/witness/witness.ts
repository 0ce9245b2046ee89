import type { Failure } from "@yangguang/core/domain/result.ts";
import { cosign, parseSignedCheckpoint } from "@yangguang/core/log/checkpoint.ts";
import { keyOfSecret, type NoteKey } from "@yangguang/core/log/note-key.ts";
import {
  judgeAddCheckpoint,
  parseAddCheckpoint,
  type WitnessDecision,
} from "@yangguang/core/log/witness.ts";

/** The newest checkpoint of a log that the witness has cosigned. */
export interface Cosigned {
  /** The note as the log signed it. */
  readonly note: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** Seconds since 1970. */
  readonly time: number;
}

/** What the witness must never forget. */
export interface WitnessStore {
  readonly load: (log: NoteKey) => Promise<Cosigned | undefined>;
  /** Returns once it would survive the loss of power. */
  readonly save: (log: NoteKey, cosigned: Cosigned) => Promise<void>;
  /** Keeps a note that the log should never have signed, as evidence. */
  readonly keepEvidence: (log: NoteKey, note: string) => Promise<void>;
}

export interface WitnessSettings {
  readonly name: string;
  /** 32 bytes, Ed25519. */
  readonly secretKey: Uint8Array;
  /** Whose checkpoints it cosigns; all names differ. */
  readonly logs: readonly NoteKey[];
  readonly store: WitnessStore;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** Of C2SP tlog-witness. */
export interface Answer {
  readonly status: number;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
}

/** Clocks are set now and then; one that went back further than this is wrong. */
const MOST_BACK_SECONDS = 60;

/**
 * A witness (C2SP tlog-witness): it cosigns a checkpoint if the log only grew since the last one
 * that it cosigned, and never forgets which that was.
 */
export class Witness {
  readonly key: NoteKey;
  readonly #settings: WitnessSettings;
  /** One request after another: two at once could both be judged by one state. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: WitnessSettings) {
    this.#settings = settings;
    this.key = keyOfSecret(settings.name, "witness", settings.secretKey);
  }

  addCheckpoint(body: string): Promise<Answer> {
    const answer = this.#turn.then(() => this.#addCheckpoint(body));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** What it signed last, log by log. */
  lastOfEach(): Promise<readonly { readonly log: NoteKey; readonly last: Cosigned | undefined }[]> {
    const { logs, store } = this.#settings;
    return Promise.all(logs.map(async (log) => ({ log, last: await store.load(log) })));
  }

  async #addCheckpoint(body: string): Promise<Answer> {
    const { store, clock } = this.#settings;
    const log = this.#logOf(body);
    if (log === undefined) return this.#refuseUnknown(body);
    const known = await store.load(log);
    const decision = judgeAddCheckpoint(known, body, log);
    const note = noteOf(body);
    if (decision.kind !== "cosign") {
      if (decision.failure.code === "witness.forked") await store.keepEvidence(log, note);
      return refusal(decision);
    }
    const now = Math.floor(clock() / 1000);
    const time = Math.max(now, known?.time ?? 0);
    if (time - now > MOST_BACK_SECONDS) return plain(503, CLOCK_WENT_BACK);
    const { size, root } = decision.checkpoint;
    // Before the signature exists: dying in between, it would have signed what it does not know.
    await store.save(log, { note, size, root, time });
    const { name, secretKey } = this.#settings;
    return plain(200, cosign(decision.checkpoint, name, secretKey, time));
  }

  #logOf(body: string): NoteKey | undefined {
    const signed = parseSignedCheckpoint(noteOf(body));
    const origin = signed.ok ? signed.value.checkpoint.origin : undefined;
    return this.#settings.logs.find(({ name }) => name === origin);
  }

  /** Of no log of ours, or no request at all: any log of ours gives the right refusal. */
  #refuseUnknown(body: string): Answer {
    const [log] = this.#settings.logs;
    const decision = log && judgeAddCheckpoint(undefined, body, log);
    if (decision === undefined || decision.kind === "cosign") {
      throw new Error("a checkpoint of no log was judged good");
    }
    return refusal(decision);
  }
}

const noteOf = (body: string): string => {
  const request = parseAddCheckpoint(body);
  return request.ok ? request.value.checkpoint : "";
};

function refusal(decision: Exclude<WitnessDecision, { kind: "cosign" }>): Answer {
  if (decision.kind === "conflict") {
    return { status: decision.status, type: "text/x.tlog.size", body: `${decision.knownSize}\n` };
  }
  return plain(decision.status, inBothLanguages(decision.failure));
}

const plain = (status: number, body: string): Answer => ({
  status,
  type: "text/plain; charset=utf-8",
  body,
});

const inBothLanguages = ({ message: { zh, en } }: Failure): string => `${zh}\n${en}\n`;

const CLOCK_WENT_BACK =
  "本见证方的时钟倒退了，请先校准时间。\nThe clock of this witness has gone back: set it right first.\n";
