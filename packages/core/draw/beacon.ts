import { bls12_381 } from "@noble/curves/bls12-381.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromHex, toHex } from "./encoding.ts";

/**
 * Rounds of drand's quicknet (chain 52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971,
 * scheme bls-unchained-g1-rfc9380): docs/specification.md, section 11.
 */

/** Of the League of Entropy's quicknet; a point of G2. */
const QUICKNET =
  "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451" +
  "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";

const DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** Bytes of a compressed point of G1. */
const SIGNATURE_BYTES = 48;

/** The round's number, eight bytes, big end first. */
function roundBytes(round: number): Uint8Array {
  if (!Number.isSafeInteger(round) || round < 1) throw new Error(`no round of a beacon: ${round}`);
  return fromHex(round.toString(16).padStart(16, "0"), 8);
}

/**
 * Whether this is quicknet's signature (96 hex digits) of a round (from 1).
 *
 * A pairing in pure arithmetic: some tens of milliseconds on a laptop.
 */
export function isBeacon(round: number, signature: string): boolean {
  try {
    const bls = bls12_381.shortSignatures;
    const message = bls.hash(sha256(roundBytes(round)), DOMAIN);
    return bls.verify(
      bls.Signature.fromBytes(fromHex(signature, SIGNATURE_BYTES)),
      message,
      fromHex(QUICKNET, 96),
    );
  } catch {
    // No point of the group, or not of its form.
    return false;
  }
}

/** What of a round goes into the seed: SHA-256 of its signature (64 hex digits). */
export const beaconHash = (signature: string): string =>
  toHex(sha256(fromHex(signature, SIGNATURE_BYTES)));
