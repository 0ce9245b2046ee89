import { parsePolicy } from "@yangguang/core/policy/parse.ts";
import { describe, expect, test } from "vitest";
import { TOY_POLICY, TOY_SOURCE } from "../season/fixtures-policy.ts";
import { scalePolicy } from "./scaled-policy.ts";

function scaledTo(children: number) {
  const policy = parsePolicy(scalePolicy(TOY_SOURCE, TOY_POLICY, children));
  if (!policy.ok) throw new Error(policy.error.map(({ message }) => message.en).join("\n"));
  return policy.value;
}

const seatsOf = ({ plan }: typeof TOY_POLICY): number =>
  plan.schools.reduce((sum, { seats }) => sum + seats, 0);

describe("a scaled policy", () => {
  test.each([100, 333, 2000])(
    "for %d children has five in a hundred seats to spare",
    (children) => {
      expect(Math.abs(seatsOf(scaledTo(children)) - children * 1.05)).toBeLessThanOrEqual(1);
    },
  );

  test("repeats towns apart from one another, each school with its own zones", () => {
    const { plan, id, steps } = scaledTo(100);
    expect(id).toBe("toy-2024-scaled-100");
    expect(plan.schools).toHaveLength(50);
    expect(new Set(plan.schools.map(({ location }) => location.join())).size).toBe(50);
    expect(plan.schools.find((school) => school.id === "dasi-7")).toMatchObject({
      name: { zh: "大司小学（7城）", en: "Dasi School (town 7)" },
      zones: ["Z2-7"],
    });
    expect(steps[1]?.competitorsAtMost).toBe(63);
  });

  test("a city smaller than the policy's keeps its schools", () => {
    const { plan } = scaledTo(5);
    expect(plan.schools.map(({ seats }) => seats)).toEqual([1, 1, 1, 1, 1]);
    expect(plan.zones).toEqual(TOY_POLICY.plan.zones);
  });

  test("leaves everything else as it was", () => {
    const { plan: _plan, id: _id, title: _title, steps: _steps, ...rest } = scaledTo(500);
    expect(TOY_POLICY).toMatchObject(rest);
  });
});
