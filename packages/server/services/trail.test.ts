import { expect, test } from "vitest";
import { canonicalJson } from "./trail.ts";

test("canonical JSON orders members by name and leaves lists as they are", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: "x", c: null }, A: true })).toBe(
    '{"A":true,"a":{"c":null,"d":"x"},"b":[2,1]}',
  );
});

test("canonical JSON writes text as RFC 8785 has it", () => {
  expect(canonicalJson({ 中: '"𬭊"\n\u0001' })).toBe('{"中":"\\"𬭊\\"\\n\\u0001"}');
});

test("the order in which members were added makes no difference", () => {
  expect(canonicalJson({ one: 1, two: 2 })).toBe(canonicalJson({ two: 2, one: 1 }));
});
