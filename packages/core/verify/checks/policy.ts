import { ONE_FOR_ALL } from "../../domain/allocation-problem.ts";
import type { Material } from "../material.ts";
import type { Fault } from "../report.ts";
import { fault } from "../report.ts";

const shown = (value: readonly unknown[]): string => value.join(" ");

/** Where plan.json does not say what the policy says. */
export function policyFaults({ policy, plan, run }: Material): readonly Fault[] {
  if (policy.value === null || plan.value === null) return [];
  const { schools, steps, draws } = plan.value;
  const ids = policy.value.plan.schools.map(({ id }) => id).toSorted(byUnits);
  const perSchool = policy.value.steps.some(({ lotScope }) => lotScope === "per-school");
  const seats = policy.value.plan.schools.map((school) => `${school.id}=${school.seats}`);
  const compared: readonly (readonly [string, string, string, string])[] = [
    [
      "学位",
      "seats",
      shown(seats.toSorted(byUnits)),
      shown(
        Object.entries(schools)
          .map(([id, seats]) => `${id}=${seats}`)
          .toSorted(byUnits),
      ),
    ],
    ["步骤", "steps", shown(policy.value.steps.map(({ id }) => id)), shown(steps)],
    ["抽签", "draws", shown([ONE_FOR_ALL, ...(perSchool ? ids : [])]), shown(draws)],
    ["年份", "year", String(policy.value.year), run.split("/")[1] ?? ""],
  ];
  return compared
    .filter(([, , inPolicy, inPlan]) => inPolicy !== inPlan)
    .map(([zh, en, inPolicy, inPlan]) =>
      fault(
        inPolicy,
        inPlan,
        `plan.json 的${zh}与政策不同。`,
        `The ${en} of plan.json are not those of the policy.`,
        ["policy.yaml", "plan.json"],
      ),
    );
}

const byUnits = (left: string, right: string): number => (left < right ? -1 : 1);
