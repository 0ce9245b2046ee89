import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { ristretto255, x25519 } from "@noble/curves/ed25519.js";
import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { fromHex, hashBytes, tagHash, toHex } from "./encoding.ts";
import { contributionCommitment } from "./hashes.ts";

/**
 * The escrow of docs/specification.md, section 8: a contributor deals shares of its secret to the
 * others (Feldman, "A practical scheme for non-interactive verifiable secret sharing", 1987) over
 * ristretto255 (RFC 9496), each sealed for its receiver. Scalars and points are 32 bytes, as 64
 * hex digits; scalars little end first and below the group's order.
 */

const { Point } = ristretto255;
const { Fn } = Point;
type GroupPoint = ReturnType<typeof Point.fromHex>;

/** Fresh random bytes, as many as asked for. */
export type Random = (bytes: number) => Uint8Array;

/** Who receives shares: by id, with the X25519 public key to seal for (64 hex digits). */
export interface Receiver {
  readonly id: string;
  readonly box: string;
}

/** @throws unless the text is a scalar's own encoding. */
const scalarOf = (hex: string): bigint => Fn.fromBytes(hashBytes(hex));

const scalarHex = (scalar: bigint): string => toHex(Fn.toBytes(scalar));

/** @throws unless the text is a point's own encoding. */
const pointOf = (hex: string): GroupPoint => Point.fromBytes(hashBytes(hex));

/** The generator so many times; the library's constant-time product knows no 0. */
const timesGenerator = (scalar: bigint): GroupPoint =>
  scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar);

/** Whether `check` is true and none of the encodings it reads is malformed. */
function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}

/**
 * A uniform scalar, from 64 random bytes (little end first) modulo the order: with 259 bits to
 * spare, no scalar is likelier than another by more than one part in 2^259.
 */
export function randomScalar(random: Random): string {
  const wide = random(64);
  if (wide.length !== 64) throw new Error("64 random bytes are needed");
  return scalarHex(Fn.create(BigInt(`0x${toHex(wide.toReversed())}`)));
}

/** Whether this is a scalar's own encoding. */
export const isScalar = (hex: string): boolean => holds(() => scalarOf(hex) >= 0n);

/** Whether this is a point's own encoding. */
export const isPoint = (hex: string): boolean => holds(() => pointOf(hex) instanceof Point);

/** Whether the point is that of the secret: `r·G = a_0`. */
export const isSecretOf = (secret: string, point: string): boolean =>
  holds(() => timesGenerator(scalarOf(secret)).equals(pointOf(point)));

interface BoxPlace {
  readonly run: string;
  /** 64 hex digits. */
  readonly freeze: string;
  readonly from: string;
  readonly to: string;
}

/** Key and nonce of one box; `ephemeral` is the sender's public key in it. */
function boxCipher(place: BoxPlace, ephemeral: Uint8Array, agreed: Uint8Array) {
  const parts = [place.run, hashBytes(place.freeze), place.from, place.to, ephemeral] as const;
  const nonce = tagHash("xadm/v1/box-nonce", ...parts).slice(0, 24);
  return xchacha20poly1305(tagHash("xadm/v1/box", ...parts, agreed), nonce);
}

/** @throws where the receiver's key is of low order: anybody could open such a box. */
function sealBox(place: BoxPlace, box: string, share: string, random: Random): string {
  const secret = random(32);
  const ephemeral = x25519.getPublicKey(secret);
  const agreed = x25519.getSharedSecret(secret, hashBytes(box));
  const sealed = boxCipher(place, ephemeral, agreed).encrypt(hashBytes(share));
  return toHex(ephemeral) + toHex(sealed);
}

/** Whether shares can be sealed for this X25519 public key: it is not of low order. */
export const isBoxKey = (box: string): boolean =>
  holds(() => x25519.getSharedSecret(new Uint8Array(32).fill(1), hashBytes(box)).length === 32);

/** What the order of contributors says of them: numbers from 1, ascending by id. */
export const numberOf = (ids: readonly string[], id: string): number => {
  const index = ids.indexOf(id);
  if (index === -1) throw new Error(`"${id}" is no contributor`);
  return index + 1;
};

export interface DealOrder {
  readonly run: string;
  readonly freeze: string;
  /** The dealer. */
  readonly id: string;
  /** All of the plan, the dealer too, ascending by id. */
  readonly contributors: readonly Receiver[];
  readonly threshold: number;
  /** The dealer's secret, where it was drawn before: a scalar. */
  readonly secret?: string;
  readonly random: Random;
}

export interface Deal {
  /** The secret `r`, to be kept until the reveal. */
  readonly secret: string;
  /** `C_i`. */
  readonly c: string;
  /** The polynomial's coefficients as points, that of the secret first. */
  readonly a: readonly string[];
  /** The sealed shares by id of every other contributor. */
  readonly boxes: Readonly<Record<string, string>>;
}

/**
 * Shares a secret among the others, so that `threshold` of them can rebuild it.
 *
 * @throws where a box key is of low order or malformed, or the dealer is no contributor.
 */
export function deal(order: DealOrder): Deal {
  const { run, freeze, id, contributors, threshold, random } = order;
  const ids = contributors.map((contributor) => contributor.id);
  numberOf(ids, id);
  const secret = order.secret ?? randomScalar(random);
  const further = Array.from({ length: threshold - 1 }, () => randomScalar(random));
  const coefficients = [secret, ...further].map(scalarOf);
  const shareFor = (number: number): string =>
    scalarHex(coefficients.reduceRight((sum, each) => Fn.add(Fn.mul(sum, BigInt(number)), each)));
  const boxes = contributors
    .filter(({ id: to }) => to !== id)
    .map(({ id: to, box }): [string, string] => [
      to,
      sealBox({ run, freeze, from: id, to }, box, shareFor(numberOf(ids, to)), random),
    ]);
  return {
    secret,
    c: contributionCommitment(run, freeze, id, secret),
    a: coefficients.map((coefficient) => timesGenerator(coefficient).toHex()),
    boxes: Object.fromEntries(boxes),
  };
}

/** The share in a box, as 64 hex digits; `secret` is the receiver's X25519 key (64 hex digits). */
export function openBox(place: BoxPlace, sealed: string, secret: string): Result<string> {
  try {
    const bytes = fromHex(sealed, 32 + 32 + 16);
    const ephemeral = bytes.slice(0, 32);
    const agreed = x25519.getSharedSecret(hashBytes(secret), ephemeral);
    return ok(toHex(boxCipher(place, ephemeral, agreed).decrypt(bytes.slice(32))));
  } catch {
    return fail(
      "escrow.box",
      `“${place.from}”给“${place.to}”的份额无法打开。`,
      `The share from “${place.from}” to “${place.to}” cannot be opened.`,
    );
  }
}

/** Whether `share·G = Σ a_k · number^k`: it lies on the polynomial that `a` fixes. */
export const checkShare = (share: string, number: number, a: readonly string[]): boolean =>
  holds(() => {
    const expected = a
      .map(pointOf)
      .reduceRight((sum, each) => sum.multiplyUnsafe(BigInt(number)).add(each));
    return timesGenerator(scalarOf(share)).equals(expected);
  });

export interface NumberedShare {
  /** The number of the contributor who got it, from 1. */
  readonly number: number;
  readonly share: string;
}

/**
 * The secret, from the shares of the `threshold` smallest numbers (section 10): Lagrange's
 * polynomial at 0.
 *
 * @throws where there are fewer shares, or one number twice among them.
 */
export function recoverSecret(threshold: number, shares: readonly NumberedShare[]): string {
  const used = shares.toSorted((left, right) => left.number - right.number).slice(0, threshold);
  if (used.length < threshold) throw new Error(`${threshold} shares are needed`);
  const secret = used.reduce((sum, { number, share }) => {
    const weight = used
      .filter((other) => other.number !== number)
      .map((other) => Fn.div(BigInt(other.number), Fn.create(BigInt(other.number - number))))
      .reduce((product, factor) => Fn.mul(product, factor), 1n);
    return Fn.add(sum, Fn.mul(scalarOf(share), weight));
  }, 0n);
  if (new Set(used.map(({ number }) => number)).size < threshold) {
    throw new Error("one contributor has but one share");
  }
  return scalarHex(secret);
}
