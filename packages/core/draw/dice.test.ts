import { expect, it } from "vitest";
import { parseDice } from "./dice.ts";

const THROWS = "314159265358979323846264338327950288419";

it("takes 39 throws or more as they are", () => {
  expect(parseDice(THROWS)).toEqual({ ok: true, value: THROWS });
  expect(parseDice(`${THROWS}0`)).toEqual({ ok: true, value: `${THROWS}0` });
});

it("takes digits read in groups, and full-width ones", () => {
  expect(parseDice(" 31415 92653，58979\n32384、62643 38327 95028 8419 ")).toEqual({
    ok: true,
    value: THROWS,
  });
  expect(parseDice(THROWS.replace("3", "３"))).toEqual({ ok: true, value: THROWS });
});

it("says how many throws are missing", () => {
  expect(parseDice(THROWS.slice(1))).toMatchObject({
    ok: false,
    error: { code: "dice.too-few", message: { en: expect.stringContaining("there are 38") } },
  });
  expect(parseDice("")).toMatchObject({ ok: false, error: { code: "dice.too-few" } });
});

it("says which sign is no digit", () => {
  expect(parseDice(`31x${THROWS}`)).toMatchObject({
    ok: false,
    error: { code: "dice.not-digits", message: { en: expect.stringContaining("number 3 is “x”") } },
  });
});
