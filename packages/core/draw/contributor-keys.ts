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

type SignedType = "commit" | "share" | "reveal" | "opened-share";

/** An entry that a contributor signs, with or before its signature. */
type Unsigned<T extends SignedType> = Omit<EntryOf<T>, "sig">;

/** By type of entry, the parts that its signature binds after run, freeze and the signer's id. */
const SIGNED: { readonly [T in SignedType]: (entry: Unsigned<T>) => readonly Part[] } = {
  commit: ({ c, a, boxes }) => [
    hashBytes(c),
    ...a.map(hashBytes),
    ...ascending(boxes).map((box) => fromHex(box, 80)),
  ],
  share: ({ from, c, ok }) => [from, hashBytes(c), String(ok)],
  reveal: ({ r }) => [hashBytes(r)],
  "opened-share": ({ of, share }) => [of, hashBytes(share)],
};

/** Values by key ascending; ids are ASCII, so that this is the order of their bytes. */
const ascending = <Value>(record: Readonly<Record<string, Value>>): readonly Value[] =>
  Object.entries(record)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, value]) => value);

/** The 32 bytes that the signature of an entry is over. */
function signedHash<T extends SignedType>(t: T, freeze: string, entry: Unsigned<T>): Uint8Array {
  const parts = SIGNED[t](entry);
  return tagHash(`xadm/v1/sign/${t}`, entry.run, hashBytes(freeze), entry.id, ...parts);
}

/** The signature (128 hex digits) of an entry, by the signer's Ed25519 secret. */
export const signEntry = <T extends SignedType>(
  t: T,
  freeze: string,
  entry: Unsigned<T>,
  signing: string,
): string => toHex(ed25519.sign(signedHash(t, freeze, entry), hashBytes(signing)));

/**
 * Whether an entry bears the signature of this Ed25519 key: RFC 8032, 5.1.7, with the cofactor;
 * keys of small order and encodings that are not canonical are refused.
 */
export function isSignedBy<T extends SignedType>(
  t: T,
  freeze: string,
  entry: EntryOf<T>,
  key: string,
): boolean {
  const signature = fromHex(entry.sig, 64);
  const message = signedHash(t, freeze, entry);
  return ed25519.verify(signature, message, hashBytes(key), { zip215: false });
}

/** Whether signatures by this key can hold: a point's own encoding, and not of small order. */
export function isSigningKey(key: string): boolean {
  try {
    return !ed25519.Point.fromBytes(hashBytes(key)).isSmallOrder();
  } catch {
    return false;
  }
}
