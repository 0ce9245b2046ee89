import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readVariants } from "./read-variants.ts";
import type { Change } from "./variant.ts";

const ALL: readonly Change[] = [
  { change: "mechanism", step: "a", mechanism: "ring-draw", ring: { start: 6, step: 3 } },
  { change: "mechanism", step: "a", mechanism: "deferred-acceptance", lotScope: "per-school" },
  { change: "pool-order", step: "a", school: "s", order: ["open", "zone"] },
  { change: "pool-order", step: "a", order: ["open", "zone"] },
  { change: "pool-seats", step: "a", pool: "zone", seats: 3 },
  { change: "seats", school: "s", seats: 0 },
  { change: "seats-at-most", step: "a", school: "s", seats: null },
  { change: "seats-at-most", step: "a", school: "s", seats: 4 },
  { change: "ties", step: "a", ties: "admit-all" },
  { change: "steps", order: ["b", "a"] },
];

it("reads every kind of change", () => {
  const variants = [{ name: "all", changes: ALL }];
  expect(readVariants({ $schema: "x", variants })).toEqual({ ok: true, value: variants });
});

it("tells every mistake with its place", () => {
  const read = readVariants({
    variants: [
      {
        name: "wrong",
        changes: [
          { change: "seat", school: "s", seats: 1 },
          { change: "seats", school: "s", seats: 1.5 },
          { change: "ties", step: "a" },
          "seats",
          { change: "mechanism", step: "a", mechanism: "lottery" },
          7,
        ],
      },
    ],
  });
  expect(read.ok ? [] : read.error.map(({ place }) => place)).toEqual([
    "variants[0].changes[0]",
    "variants[0].changes[1].seats",
    "variants[0].changes[2]",
    "variants[0].changes[3]",
    "variants[0].changes[4].mechanism",
    "variants[0].changes[5]",
  ]);
  expect(readVariants({ variants: [] }).ok).toBe(false);
  expect(readVariants(null).ok).toBe(false);
});

it("reads the example of docs/allocation.md", () => {
  const guide = readFileSync(new URL("../../../../docs/allocation.md", import.meta.url), "utf8");
  const [, example = ""] = /```json\n(\{\n  "variants"[\s\S]*?)```/.exec(guide) ?? [];
  expect(readVariants(JSON.parse(example))).toMatchObject({
    ok: true,
    value: [{ name: "open seats first" }, { name: "deferred, two seats more" }],
  });
});
