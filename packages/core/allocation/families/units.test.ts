import { expect, it } from "vitest";
import { Held, unitsOf } from "./units.ts";

/** One school with four seats; twins (units 0 and 1) and single children (2, 3, 4) by standing. */
const units = unitsOf(
  {
    seats: Int32Array.of(4),
    listStart: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
    listSchool: new Int32Array(7),
    standing: Int32Array.of(2, 6, 0, 4, 1, 3, 5),
  },
  [
    [0, 1],
    [2, 3],
  ],
);

it("a family stands where its worst-standing child stands", () => {
  expect([...units.standing]).toEqual([6, 4, 1, 3, 5]);
  expect([...(units.askers[0] ?? [])]).toEqual([2, 3, 1, 4, 0]);
});

it("who no longer fits has to go, and nobody else", () => {
  const held = new Held(units, units.seats);
  expect([held.admit(0), held.admit(4), held.admit(3)]).toEqual([[], [], []]);
  expect([held.fits(2), held.fits(1), held.hasSeats(0)]).toEqual([true, true, false]);
  // The worst is a family of two; the seat that is left then stays free.
  expect(held.admit(2)).toEqual([0]);
  expect([...held.placed]).toEqual([-1, -1, 2, 3, 4]);
  expect(held.hasSeats(0)).toBe(true);
  expect(held.admit(1)).toEqual([4]);
});

it("a family is passed over where a single child after it fits", () => {
  const held = new Held(units, Int32Array.of(2));
  expect([held.admit(4), held.fits(1), held.admit(1)]).toEqual([[], true, [4]]);
  expect(held.admit(3)).toEqual([1]);
  expect([held.fits(1), held.fits(4)]).toEqual([false, true]);
  expect([held.leave(3), held.leave(3)]).toEqual([0, -1]);
});

it("who fits beside a family that has to go stays", () => {
  const held = new Held(units, Int32Array.of(3));
  expect([held.admit(1), held.admit(4)]).toEqual([[], []]);
  expect([held.admit(2), held.admit(3)]).toEqual([[4], [1]]);
  const other = new Held(units, Int32Array.of(3));
  expect([other.admit(1), other.admit(4), other.leave(1), other.admit(3)]).toEqual([[], [], 0, []]);
  expect(other.admit(1)).toEqual([4]);
});
