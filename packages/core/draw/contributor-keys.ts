import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import type { EntryOf } from "../log/entries.ts";
import type { Part } from "./encoding.ts";
import { fromHex, hashBytes, tagHash, toHex } from "./encoding.ts";

/** A contributor's key pairs, and what it signs: docs/specification.md, sections 6, 8 and 10. */

/** Ed25519 (RFC 8032) to sign with, X25519 (RFC 7748) to receive shares; 64 hex digits each. */
export interface ContributorKeys {
  readonly key: string;
  readonly box: string;
}

/** The secret halves of the keys: 32 random bytes each, as 64 hex digits. */
export interface ContributorSecrets {
  readonly signing: string;
  readonly opening: string;
}

export const publicKeys = ({ signing, opening }: ContributorSecrets): ContributorKeys => ({
  key: toHex(ed25519.getPublicKey(hashBytes(signing))),
  box: toHex(x25519.getPublicKey(hashBytes(opening))),
});

/** An entry that a contributor signs. */
export type SignedEntry = EntryOf<"commit" | "share" | "reveal" | "opened-share">;

type Without<Entry, Key extends PropertyKey> = Entry extends unknown ? Omit<Entry, Key> : never;

/** The same before it is signed. */
export type UnsignedEntry = Without<SignedEntry, "sig">;

/** The parts that a signature binds after run, freeze and the signer's id. */
function signedParts(entry: UnsignedEntry): readonly Part[] {
  switch (entry.t) {
    case "commit": {
      const boxes = ascending(entry.boxes).map((box) => fromHex(box, 32 + 32 + 16));
      return [hashBytes(entry.c), ...entry.a.map(hashBytes), ...boxes];
    }
    case "share":
      return [entry.from, hashBytes(entry.c), String(entry.ok)];
    case "reveal":
      return [hashBytes(entry.r)];
    case "opened-share":
      return [entry.of, hashBytes(entry.share)];
  }
}

/** Values by key ascending; ids are ASCII, so that this is the order of their bytes. */
const ascending = <Value>(record: Readonly<Record<string, Value>>): readonly Value[] =>
  Object.entries(record)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, value]) => value);

/** The 32 bytes that the signature of an entry is over. */
const signedHash = (freeze: string, entry: UnsignedEntry): Uint8Array =>
  tagHash(`xadm/v1/sign/${entry.t}`, entry.run, hashBytes(freeze), entry.id, ...signedParts(entry));

/** An entry with its signature by the signer's Ed25519 secret (64 hex digits). */
export const signEntry = <Entry extends UnsignedEntry>(
  freeze: string,
  entry: Entry,
  signing: string,
): Entry & { readonly sig: string } => ({
  ...entry,
  sig: toHex(ed25519.sign(signedHash(freeze, entry), hashBytes(signing))),
});

/**
 * Whether an entry bears the signature of this Ed25519 key: RFC 8032, 5.1.7, with the cofactor;
 * keys of small order and encodings that are not canonical are refused.
 */
export const isSignedBy = (freeze: string, entry: SignedEntry, key: string): boolean =>
  ed25519.verify(fromHex(entry.sig, 64), signedHash(freeze, entry), hashBytes(key), {
    zip215: false,
  });

/** Whether signatures by this key can hold: a point's own encoding, and not of small order. */
export function isSigningKey(key: string): boolean {
  try {
    return !ed25519.Point.fromBytes(hashBytes(key)).isSmallOrder();
  } catch {
    return false;
  }
}
