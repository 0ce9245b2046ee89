import { readFileSync } from "node:fs";
import type { Cutoff } from "@yangguang/core/domain/allocation-problem.ts";
import { pointsOf } from "@yangguang/core/domain/points.ts";
import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { expect, test } from "vitest";
import { unwrap } from "../../testing/platform.ts";
import { cutoffRows, publicCutoffRows } from "./results-view.ts";

const policy = unwrap(
  parsePolicy(
    readFileSync(
      new URL("../../../../policies/yongkang-urban-primary-2024.yaml", import.meta.url),
      "utf8",
    ),
  ),
);

const cutoff = (admitted: number): Cutoff => ({
  school: policy.plan.schools[0]?.id ?? "",
  step: policy.steps[0]?.id ?? "",
  admitted,
  binding: true,
  key: [],
  points: pointsOf(123_000),
  lot: "ab".repeat(32),
});

test("a cutoff that is about fewer than five children is not shown to the public", () => {
  const outcome = { placements: [], cutoffs: [cutoff(4), cutoff(5)], seatsLeft: [] };
  const problem = { schools: [], steps: [], lots: {} };
  const [few, enough] = publicCutoffRows(policy, problem, outcome);
  expect(few).toMatchObject({ admitted: null, points: null, lot: "" });
  expect(enough).toMatchObject({ admitted: 5, lot: "ab".repeat(32) });
  expect(cutoffRows(policy, problem, outcome)[0]).toMatchObject({ admitted: 4 });
});
