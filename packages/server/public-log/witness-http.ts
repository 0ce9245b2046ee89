import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { NoteKey } from "@yangguang/core/log/note-key.ts";
import type { WitnessLink } from "../services/cosign.ts";

/** One that does not answer must not hold up the others' checkpoint for long. */
const PATIENCE_MS = 3_000;

/** More than any answer needs: C2SP tlog-witness answers a few signature lines. */
const LONGEST_ANSWER = 64 * 1024;

/**
 * A witness reached over HTTP.
 *
 * @param url its prefix, to which `/add-checkpoint` is added.
 */
export const witnessOverHttp = (url: string, key: NoteKey): WitnessLink => ({
  key,
  async addCheckpoint(body) {
    try {
      const response = await fetch(`${url.replace(/\/$/, "")}/add-checkpoint`, {
        method: "POST",
        body,
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      return ok({ status: response.status, body: text.slice(0, LONGEST_ANSWER) });
    } catch (error) {
      return unreachable(key.name, error instanceof Error ? error.message : String(error));
    }
  },
});

const unreachable = (name: string, why: string) =>
  fail(
    "witness.unreachable",
    `联系不上见证方“${name}”：${why}`,
    `The witness "${name}" cannot be reached: ${why}`,
  );
