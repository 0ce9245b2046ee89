import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { fromBase64 } from "./bytes.ts";
import { type Checkpoint, signCheckpoint } from "./checkpoint.ts";
import { leafHash, merkleRoot } from "./merkle.ts";
import { keyOfSecret, noteKey } from "./note-key.ts";
import { consistencyParts } from "./tree.ts";
import {
  type AddCheckpoint,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  type WitnessDecision,
  type WitnessState,
} from "./witness.ts";

const LOG = "log.example";
const secret = leafHash(Uint8Array.of(1));
const log = keyOfSecret(LOG, "log", secret);

const leaves = Array.from({ length: 70 }, (_, index) => Uint8Array.of(index));
const rootOf = (size: number): Uint8Array => merkleRoot(leaves.slice(0, size));
const treeOf = (size: number): Checkpoint => ({ origin: LOG, size, root: rootOf(size) });
const known = (size: number): WitnessState => ({ size, root: rootOf(size) });

const proofOf = (oldSize: number, size: number): readonly Uint8Array[] =>
  consistencyParts(oldSize, size).map(({ from, to }) => merkleRoot(leaves.slice(from, to)));

const request = (oldSize: number, size: number, more: Partial<AddCheckpoint> = {}): string =>
  formatAddCheckpoint({
    oldSize,
    proof: oldSize <= size ? proofOf(oldSize, size) : [],
    checkpoint: signCheckpoint(treeOf(size), LOG, secret),
    ...more,
  });

const judge = (state: WitnessState | undefined, body: string): string =>
  told(judgeAddCheckpoint(state, body, log));

const told = (decision: WitnessDecision): string => {
  if (decision.kind === "cosign") return `cosign ${decision.checkpoint.size}`;
  const { status, failure } = decision;
  const size = decision.kind === "conflict" ? ` knows ${decision.knownSize}` : "";
  return `${status} ${failure.code}${size}`;
};

/** What the tests of the public witness litewitness send to it. */
const PUBLIC_ORIGIN =
  "sigsum.org/v1/tree/985ea163f5af026723561354f51f2ebcdcf2af809ce254ccfb64aa9aadd80f90";
const PUBLIC_REQUEST = `old 0

${PUBLIC_ORIGIN}
1
KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

— ${PUBLIC_ORIGIN} 7BKT0gOfNZ1J0So9unY3BZtm2YkPIoNYM/dce0Z2avJDs8dxN6ts9bOSwwrVrbjm6P9K3ZxpK6jJngOG6YvGGzV/lwo=
`;

describe("a request for a cosignature", () => {
  it("is read and written", () => {
    const read = parseAddCheckpoint(PUBLIC_REQUEST);
    expect(read.ok && formatAddCheckpoint(read.value)).toBe(PUBLIC_REQUEST);
    const body = request(6, 8);
    const own = parseAddCheckpoint(body);
    expect(own).toMatchObject({ ok: true, value: { oldSize: 6, proof: proofOf(6, 8) } });
    expect(own.ok && formatAddCheckpoint(own.value)).toBe(body);
  });

  it.each([
    ["nothing", ""],
    ["no old size", request(6, 8).slice("old 6\n".length)],
    ["a leading zero", request(6, 8).replace("old 6", "old 06")],
    ["a negative size", request(6, 8).replace("old 6", "old -6")],
    ["two spaces", request(6, 8).replace("old ", "old  ")],
    ["a hash cut short", request(6, 8).replace("=\n", "\n")],
    ["too many hashes", request(6, 8, { proof: Array.from({ length: 64 }, () => rootOf(1)) })],
    ["carriage returns", request(6, 8).replaceAll("\n", "\r\n")],
    ["no checkpoint", request(6, 8).slice(0, request(6, 8).indexOf("\n\n") + 2)],
    ["a checkpoint of four lines", request(6, 8).replace(`\n8\n`, `\n8\n8\n`)],
  ])("with %s is bad", (_, body) => {
    const decision = judgeAddCheckpoint(known(6), body, log);
    expect(decision.kind === "refuse" && decision.status).toBe(400);
  });
});

describe("a witness", () => {
  it("takes the request of a public log", () => {
    const publicKey = hexToBytes(
      "52c05edad1bf5feffa81354faae59a655d9a9a1a793ed2f62c39c26c0be2aecd",
    );
    const sigsum = noteKey(PUBLIC_ORIGIN, "log", publicKey);
    const decision = judgeAddCheckpoint(undefined, PUBLIC_REQUEST, sigsum);
    expect(decision).toEqual({
      kind: "cosign",
      checkpoint: {
        origin: PUBLIC_ORIGIN,
        size: 1,
        root: fromBase64("KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
      },
    });
    expect(told(judgeAddCheckpoint({ size: 1, root: rootOf(1) }, PUBLIC_REQUEST, sigsum))).toBe(
      "409 witness.other-size knows 1",
    );
  });

  it("cosigns every growth, and the same tree again", () => {
    for (let oldSize = 0; oldSize <= 20; oldSize += 1) {
      for (let size = oldSize; size <= 20; size += 1) {
        const state = oldSize === 0 ? undefined : known(oldSize);
        expect(judge(state, request(oldSize, size))).toBe(`cosign ${size}`);
      }
    }
    expect(judge(known(21), request(21, 70))).toBe("cosign 70");
  });

  it("keeps to the tree that it knows", () => {
    expect(judge(known(6), request(5, 8))).toBe("409 witness.other-size knows 6");
    expect(judge(known(6), request(0, 8))).toBe("409 witness.other-size knows 6");
    expect(judge(known(6), request(7, 8))).toBe("409 witness.other-size knows 6");
    expect(judge(undefined, request(6, 8))).toBe("409 witness.other-size knows 0");
  });

  it("never goes back", () => {
    expect(judge(known(8), request(8, 6))).toBe("400 witness.shrinking");
    expect(judge(known(8), request(5, 6))).toBe("409 witness.other-size knows 8");
    expect(judge(known(8), request(0, 6))).toBe("409 witness.other-size knows 8");
  });

  it("sees a fork of one size", () => {
    const checkpoint = signCheckpoint({ ...treeOf(8), root: rootOf(7) }, LOG, secret);
    expect(judge(known(8), request(8, 8, { checkpoint }))).toBe("409 witness.forked knows 8");
    const empty = signCheckpoint({ ...treeOf(0), root: rootOf(7) }, LOG, secret);
    expect(judge(undefined, request(0, 0, { checkpoint: empty }))).toBe(
      "409 witness.forked knows 0",
    );
  });

  it("sees a rewritten beginning under a larger size", () => {
    const other = { size: 6, root: rootOf(5) };
    expect(judge(other, request(6, 8))).toBe("422 witness.inconsistent");
    expect(judge(known(6), request(6, 8, { proof: proofOf(6, 9) }))).toBe(
      "422 witness.inconsistent",
    );
    expect(judge(known(6), request(6, 8, { proof: [] }))).toBe("422 witness.inconsistent");
    expect(judge(undefined, request(0, 8, { proof: [rootOf(8)] }))).toBe(
      "422 witness.inconsistent",
    );
    expect(judge(known(8), request(8, 8, { proof: [rootOf(8)] }))).toBe("422 witness.inconsistent");
  });

  it("signs for its log only, and for what that signed", () => {
    const strange = { ...treeOf(8), origin: "other.example" };
    const elsewhere = signCheckpoint(strange, "other.example", secret);
    expect(judge(known(6), request(6, 8, { checkpoint: elsewhere }))).toBe(
      "404 witness.unknown-log",
    );
    const forged = signCheckpoint(treeOf(8), LOG, leafHash(secret));
    expect(judge(known(6), request(6, 8, { checkpoint: forged }))).toBe("403 log.unsigned");
    const signed = signCheckpoint(treeOf(8), LOG, secret);
    const altered = signed.replace("\n8\n", "\n9\n");
    expect(judge(known(6), request(6, 8, { checkpoint: altered }))).toBe("403 log.bad-signature");
    // Others may have signed as well.
    const [, lines = ""] = forged.split("\n\n");
    expect(judge(known(6), request(6, 8, { checkpoint: signed + lines }))).toBe("cosign 8");
  });
});
