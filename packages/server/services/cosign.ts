import { readDecimal } from "@yangguang/core/log/bytes.ts";
import { addCosignatures } from "@yangguang/core/log/checkpoint.ts";
import type { NoteKey } from "@yangguang/core/log/note-key.ts";
import { formatAddCheckpoint } from "@yangguang/core/log/witness.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";

/** A way to one witness. */
export interface WitnessLink {
  readonly key: NoteKey;
  /** C2SP tlog-witness, add-checkpoint; a failure where no answer came. */
  readonly addCheckpoint: (body: string) => Promise<Result<WitnessAnswer>>;
}

export interface WitnessAnswer {
  readonly status: number;
  readonly body: string;
}

/** A checkpoint that the log has signed, to be shown to a witness. */
export interface ForWitness {
  readonly size: number;
  readonly note: string;
  readonly proofFrom: (oldSize: number) => Promise<readonly Uint8Array[]>;
}

/** Once with what we believe, once with what it tells, and once more if it has moved meanwhile. */
const MOST_TRIES = 3;

/**
 * Asks a witness to cosign. Returns its answer's signature lines, of which at least one holds.
 *
 * @param guess the size that it is believed to have cosigned last.
 */
export async function askToCosign(
  link: WitnessLink,
  { size, note, proofFrom }: ForWitness,
  guess: number,
): Promise<Result<string>> {
  const { name } = link.key;
  let oldSize = Math.min(guess, size);
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const proof = await proofFrom(oldSize);
    const answer = await link.addCheckpoint(
      formatAddCheckpoint({ oldSize, proof, checkpoint: note }),
    );
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 200) {
      const added = addCosignatures(note, body, link.key);
      return added.ok ? ok(body) : added;
    }
    const known = status === 409 ? readDecimal(body.trim()) : undefined;
    if (known === undefined) return refused(name, status, body);
    if (known > size) return ahead(name, known, size);
    if (known === oldSize) return forked(name, size);
    oldSize = known;
  }
  return refused(name, 409, "");
}

const refused = (name: string, status: number, body: string): Result<never> =>
  fail(
    "witness.refused",
    `见证方“${name}”拒绝联署（${status}）：${body.trim().slice(0, 500)}`,
    `The witness "${name}" refuses to cosign (${status}): ${body.trim().slice(0, 500)}`,
  );

const ahead = (name: string, known: number, size: number): Result<never> =>
  fail(
    "witness.ahead",
    `见证方“${name}”已见过 ${known} 条的日志，而本机只有 ${size} 条：数据库可能是从较旧的备份恢复的。请勿继续，先恢复最新数据。`,
    `The witness "${name}" has seen a log of ${known} entries; here are only ${size}. The database seems to come from an older backup: do not go on, restore the newest one.`,
  );

const forked = (name: string, size: number): Result<never> =>
  fail(
    "witness.forked",
    `见证方“${name}”见过的 ${size} 条日志与本机不同：数据库可能被改动，或是从较旧的备份恢复后又继续使用。`,
    `The witness "${name}" has seen other ${size} entries than these: the database was altered, or went on from an older backup.`,
  );
