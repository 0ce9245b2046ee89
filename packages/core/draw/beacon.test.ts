import { describe, expect, it } from "vitest";
import { beaconHash, isBeacon } from "./beacon.ts";

/** Rounds as quicknet's public address gives them. */
const ROUNDS = [
  {
    round: 1000,
    signature:
      "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39",
    randomness: "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
  },
  {
    round: 657_413,
    signature:
      "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    randomness: "fc1873a13f3545aeade8401532ef5519920652eee6b0d2b19ca12643b87b3587",
  },
];

describe("rounds of drand's quicknet", () => {
  it.each(ROUNDS)(
    "number $round holds, with its known hash",
    ({ round, signature, randomness }) => {
      expect(isBeacon(round, signature)).toBe(true);
      expect(beaconHash(signature)).toBe(randomness);
    },
  );

  it("hold for no other round", () => {
    const [first, second] = ROUNDS;
    if (first === undefined || second === undefined) throw new Error("two rounds are expected");
    expect(isBeacon(first.round + 1, first.signature)).toBe(false);
    expect(isBeacon(first.round, second.signature)).toBe(false);
  });

  it("are refused where they are no point, the point at infinity, or of another length", () => {
    const signature = ROUNDS[0]?.signature ?? "";
    expect(isBeacon(1000, `${signature.slice(0, -2)}3a`)).toBe(false);
    expect(isBeacon(1000, `c0${"00".repeat(47)}`)).toBe(false);
    expect(isBeacon(1000, "00".repeat(48))).toBe(false);
    expect(isBeacon(1000, signature.slice(2))).toBe(false);
    expect(isBeacon(1000, signature.toUpperCase())).toBe(false);
    expect(isBeacon(0, signature)).toBe(false);
    expect(isBeacon(1.5, signature)).toBe(false);
    expect(() => beaconHash(signature.slice(2))).toThrow("not 48 bytes");
  });
});
