import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tagHash, toHex, u32be } from "./encoding.ts";
import type { Random } from "./escrow.ts";
import {
  checkShare,
  deal,
  isBoxKey,
  isPoint,
  isScalar,
  isSecretOf,
  openBox,
  randomScalar,
  recoverSecret,
} from "./escrow.ts";
import { publicKeys } from "./contributor-keys.ts";

const run = "yongkang/2024/primary/1";
const freeze = "f0".repeat(32);

/** Bytes that look random and are the same for the same name. */
function invented(name: string): Random {
  let used = 0;
  return (bytes) => {
    const blocks = Array.from({ length: Math.ceil(bytes / 32) }, () => {
      used += 1;
      return toHex(tagHash("test", name, u32be(used)));
    });
    return Uint8Array.from(Buffer.from(blocks.join(""), "hex").subarray(0, bytes));
  };
}

interface Circle {
  readonly ids: readonly string[];
  readonly opening: readonly string[];
  readonly contributors: readonly { id: string; box: string }[];
}

function circleOf(size: number): Circle {
  const ids = Array.from({ length: size }, (_, index) => `c${index + 1}`);
  const opening = ids.map((id) => toHex(tagHash("opening", id)));
  const contributors = ids.map((id, index) => {
    const { box } = publicKeys({ signing: "11".repeat(32), opening: opening[index] ?? "" });
    return { id, box };
  });
  return { ids, opening, contributors };
}

/** Encodings that RFC 9496, A.2 and A.3, lists as bad. */
const BAD_POINTS = [
  // Not canonical.
  "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  // Negative.
  "0100000000000000000000000000000000000000000000000000000000000000",
  "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  // Not square.
  "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
];

/** The order q, little end first, and the scalar below it. */
const ORDER = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
const LARGEST = "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

describe("scalars and points", () => {
  it("have one encoding each", () => {
    expect(isScalar(LARGEST)).toBe(true);
    expect(isScalar("00".repeat(32))).toBe(true);
    expect(isScalar(ORDER)).toBe(false);
    expect(isScalar("ff".repeat(32))).toBe(false);
    expect(isScalar("00")).toBe(false);
    expect(BAD_POINTS.filter(isPoint)).toEqual([]);
  });

  it("are those of RFC 9496, A.1: the generator's multiples", () => {
    const points = [
      "0000000000000000000000000000000000000000000000000000000000000000",
      "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
      "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
    ];
    for (const [multiple, point] of points.entries()) {
      const scalar = `0${multiple}`.padEnd(64, "0");
      expect(isPoint(point)).toBe(true);
      expect(points.map((other) => isSecretOf(scalar, other))).toEqual(
        points.map((other) => other === point),
      );
    }
  });

  it("are drawn from 64 bytes, wide enough to be even", () => {
    const of = (bytes: Uint8Array) => randomScalar(() => bytes);
    expect(of(new Uint8Array(64).fill(0))).toBe("00".repeat(32));
    expect(of(Uint8Array.from(Buffer.from(ORDER.padEnd(128, "0"), "hex")))).toBe("00".repeat(32));
    // 2^512 - 1 modulo q.
    expect(of(new Uint8Array(64).fill(255))).toBe(
      "000f9c44e31106a447938568a71b0ed065bef517d273ecce3d9a307c1b419903",
    );
    expect(() => of(new Uint8Array(32))).toThrow("64 random bytes");
  });
});

describe("a dealt secret", () => {
  const circle = circleOf(5);
  const dealt = deal({
    run,
    freeze,
    id: "c2",
    contributors: circle.contributors,
    threshold: 3,
    random: invented("deal"),
  });
  const place = (to: string) => ({ run, freeze, from: "c2", to });
  const shareOf = (number: number): string => {
    const sealed = dealt.boxes[`c${number}`] ?? "";
    const opened = openBox(place(`c${number}`), sealed, circle.opening[number - 1] ?? "");
    if (!opened.ok) throw new Error(opened.error.message.en);
    return opened.value;
  };
  const numbered = (...numbers: readonly number[]) =>
    numbers.map((number) => ({ number, share: shareOf(number) }));

  it("is sealed in one box for every other contributor", () => {
    expect(Object.keys(dealt.boxes)).toEqual(["c1", "c3", "c4", "c5"]);
    expect(dealt.a).toHaveLength(3);
    expect(isSecretOf(dealt.secret, dealt.a[0] ?? "")).toBe(true);
    for (const number of [1, 3, 4, 5]) {
      expect(checkShare(shareOf(number), number, dealt.a)).toBe(true);
      expect(checkShare(shareOf(number), 2, dealt.a)).toBe(false);
      // At 1 the order of the coefficients makes no difference.
      expect(checkShare(shareOf(number), number, dealt.a.toReversed())).toBe(number === 1);
      expect(checkShare(shareOf(number), number, dealt.a.slice(1))).toBe(false);
    }
  });

  it("is rebuilt by any three of the others, and by no two", () => {
    for (const numbers of [
      [1, 3, 4],
      [1, 3, 5],
      [5, 4, 1],
      [3, 4, 5],
      [5, 1, 4, 3],
    ]) {
      expect(recoverSecret(3, numbered(...numbers))).toBe(dealt.secret);
    }
    // Beyond the threshold the shares of the largest numbers are not looked at.
    const needless = { number: 5, share: "00".repeat(32) };
    expect(recoverSecret(3, [needless, ...numbered(4, 3, 1)])).toBe(dealt.secret);
    expect(recoverSecret(2, numbered(1, 3))).not.toBe(dealt.secret);
    expect(() => recoverSecret(3, numbered(1, 3))).toThrow("3 shares are needed");
    expect(() => recoverSecret(3, numbered(1, 1, 3))).toThrow("but one share");
  });

  it("opens to nobody else, in no other place, and not after a changed bit", () => {
    const sealed = dealt.boxes["c1"] ?? "";
    const own = circle.opening[0] ?? "";
    const foreign = circle.opening[2] ?? "";
    expect(openBox(place("c1"), sealed, own).ok).toBe(true);
    expect(openBox(place("c1"), sealed, foreign).ok).toBe(false);
    expect(openBox(place("c3"), sealed, own).ok).toBe(false);
    expect(openBox({ ...place("c1"), from: "c3" }, sealed, own).ok).toBe(false);
    expect(openBox({ ...place("c1"), run: `${run}0` }, sealed, own).ok).toBe(false);
    expect(openBox({ ...place("c1"), freeze: "f1".repeat(32) }, sealed, own).ok).toBe(false);
    expect(openBox(place("c1"), sealed.slice(2), own).ok).toBe(false);
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === "0" ? "1" : "0"}${sealed.slice(at + 1)}`;
      // The top bit of an X25519 key says nothing (RFC 7748), but it is bound by the hash.
      expect(openBox(place("c1"), changed, own)).toMatchObject({
        ok: false,
        error: { code: "escrow.box" },
      });
    }
  });

  it("has no box that anybody could open", () => {
    const lowOrder = [
      "00".repeat(32),
      `01${"00".repeat(31)}`,
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    ];
    for (const box of lowOrder) {
      expect(isBoxKey(box)).toBe(false);
      const contributors = circle.contributors.map(({ id, box: own }) => ({
        id,
        box: id === "c4" ? box : own,
      }));
      expect(() =>
        deal({ run, freeze, id: "c1", contributors, threshold: 3, random: invented("low") }),
      ).toThrow("invalid private or public key");
      expect(openBox(place("c1"), box + "00".repeat(48), circle.opening[0] ?? "").ok).toBe(false);
    }
    expect(isBoxKey(circle.contributors[0]?.box ?? "")).toBe(true);
  });

  it("has a zero share or a zero coefficient like any other", () => {
    const zero = "00".repeat(32);
    expect(checkShare(zero, 4, [zero])).toBe(true);
    expect(isSecretOf(zero, zero)).toBe(true);
    expect(checkShare(shareOf(1), 1, [...dealt.a, zero])).toBe(true);
  });
});

it("secrets of circles of all sizes come back", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.string({ minLength: 1, maxLength: 8 }),
      fc.nat(),
      (half, name, skip) => {
        const size = 2 * half + 1;
        const circle = circleOf(size);
        const [dealer = ""] = circle.ids.slice(skip % size);
        const dealt = deal({
          run,
          freeze,
          id: dealer,
          contributors: circle.contributors,
          threshold: half + 1,
          random: invented(name),
        });
        const shares = circle.ids.flatMap((to, index) => {
          const sealed = dealt.boxes[to];
          if (sealed === undefined) return [];
          const opened = openBox(
            { run, freeze, from: dealer, to },
            sealed,
            circle.opening[index] ?? "",
          );
          return opened.ok ? [{ number: index + 1, share: opened.value }] : [];
        });
        expect(shares).toHaveLength(size - 1);
        expect(shares.every(({ share, number }) => checkShare(share, number, dealt.a))).toBe(true);
        expect(recoverSecret(half + 1, shares.slice(-half - 1))).toBe(dealt.secret);
      },
    ),
    { numRuns: 25, seed: 2024 },
  );
});

it("a lone contributor deals to nobody", () => {
  const [contributor] = circleOf(1).contributors;
  if (contributor === undefined) throw new Error("one contributor is expected");
  const dealt = deal({
    run,
    freeze,
    id: "c1",
    contributors: [contributor],
    threshold: 1,
    random: invented("lone"),
  });
  expect(dealt.boxes).toEqual({});
  expect(dealt.a).toHaveLength(1);
  expect(() =>
    deal({
      ...dealt,
      run,
      freeze,
      id: "c9",
      contributors: [contributor],
      threshold: 1,
      random: invented("x"),
    }),
  ).toThrow("no contributor");
});
