import { describe, expect, it } from "vitest";
import { toBase64 } from "./bytes.ts";
import { cosign, signCheckpoint } from "./checkpoint.ts";
import { inclusionProof, leafHash, merkleRoot } from "./merkle.ts";
import { keyOfSecret } from "./note-key.ts";
import { checkProof, formatProof, type LogProof, parseProof } from "./proof.ts";
import type { TrustDocument } from "./trust.ts";

const [LOG, WITNESS] = ["log.example", "witness.example"];
const [logSecret, witnessSecret] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
const trust: TrustDocument = {
  log: keyOfSecret(LOG, "log", logSecret),
  witnesses: [{ key: keyOfSecret(WITNESS, "witness", witnessSecret), government: false }],
  quorum: 1,
  nonGovernment: 1,
};

const leaves = Array.from({ length: 70 }, (_, index) => Uint8Array.of(index));

function proofOf(index: number, size: number): LogProof {
  const tree = leaves.slice(0, size);
  const checkpoint = { origin: LOG, size, root: merkleRoot(tree) };
  const signed = signCheckpoint(checkpoint, LOG, logSecret);
  const cosigned = signed + cosign(checkpoint, WITNESS, witnessSecret, 1_700_000_000);
  return { index, path: inclusionProof(tree, index), checkpoint: cosigned };
}

const leafAt = (index: number): Uint8Array => leafHash(leaves[index] ?? new Uint8Array());

const verdict = (proof: LogProof, leaf: Uint8Array): string => {
  const checked = checkProof(proof, leaf, trust);
  return checked.ok ? `at ${checked.value.time}` : checked.error.code;
};

describe("proofs for offline", () => {
  it("have the form of C2SP tlog-proof", () => {
    const [one, two] = [leafAt(1), leafAt(2)];
    const proof = { index: 5, path: [one, two], checkpoint: "test checkpoint\n" };
    const text = `c2sp.org/tlog-proof@v1\nindex 5\n${toBase64(one)}\n${toBase64(two)}\n\ntest checkpoint\n`;
    expect(formatProof(proof)).toBe(text);
    expect(parseProof(text)).toEqual({ ok: true, value: proof });
    const first = { index: 0, path: [], checkpoint: "checkpoint\n" };
    expect(formatProof(first)).toBe("c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n");
    expect(parseProof(formatProof(first))).toEqual({ ok: true, value: first });
  });

  it.each([
    "wrong-header\nindex 0\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n",
    "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
    `c2sp.org/tlog-proof@v1\nindex 0\n${toBase64(new Uint8Array(64))}\n\ncheckpoint\n`,
    `c2sp.org/tlog-proof@v1\nindex 0\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\ncheckpoint\n`,
    `c2sp.org/tlog-proof@v1\nindex 0\n${"a".repeat(70_000)}\n`,
    "",
  ])("are not read from %j", (text) => {
    const proof = parseProof(text);
    expect(proof.ok ? proof.value : proof.error.code).toBe("log.proof");
  });

  it("hold for every entry, read back from text, and for no other", () => {
    for (const size of [1, 2, 3, 8, 37, 70]) {
      for (const index of new Set([0, 1, Math.floor(size / 2), size - 1])) {
        if (index >= size) continue;
        const proof = parseProof(formatProof(proofOf(index, size)));
        if (!proof.ok) throw new Error(proof.error.code);
        expect(verdict(proof.value, leafAt(index))).toBe("at 1700000000");
        expect(verdict(proof.value, leafAt(index + 1))).toBe("log.not-included");
        const next = { ...proof.value, index: index + 1 };
        expect(verdict(next, leafAt(index))).toBe("log.not-included");
      }
    }
  });

  it("need the quorum", () => {
    const proof = proofOf(3, 8);
    const alone = proof.checkpoint.split("\n").slice(0, 5).join("\n");
    expect(verdict({ ...proof, checkpoint: `${alone}\n` }, leafAt(3))).toBe("log.quorum");
  });

  it("break with every character", () => {
    const text = formatProof(proofOf(2, 5));
    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === "A" ? "B" : "A";
      const proof = parseProof(text.slice(0, at) + other + text.slice(at + 1));
      expect(proof.ok && verdict(proof.value, leafAt(2)).startsWith("at")).toBe(false);
    }
  });
});
