import type { Policy } from "../document.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";
import { refuseUnknownGroup } from "./check-choices.ts";

/** Schools serve known zones, and every zone has a school. */
export function checkPlan({ plan }: Policy, report: Report): void {
  const zones = new Set(plan.zones.map(({ id }) => id));
  const served = new Set(plan.schools.flatMap((school) => school.zones));
  if (plan.schools.length === 0) {
    report.add(
      "plan.schools",
      "no-schools",
      "招生计划中没有学校。请至少写一所。",
      "There is no school in the plan. Write at least one.",
    );
  }
  const groups = new Set(plan.schools.map(({ group }) => group));
  for (const group of Object.keys(plan.groupNames)) {
    refuseUnknownGroup(group, groups, `plan.groupNames.${group}`, report);
  }
  for (const [index, school] of plan.schools.entries()) {
    const path = `plan.schools[${index}].zones`;
    refuseDuplicates(school.zones, (place) => `${path}[${place}]`, report);
    for (const [place, zone] of school.zones.entries()) {
      if (zones.has(zone)) continue;
      report.add(
        `${path}[${place}]`,
        "unknown-zone",
        `没有施教区“${zone}”。请改正代号，或在 plan.zones 中加上它。`,
        `There is no zone “${zone}”. Correct the id, or add it to plan.zones.`,
      );
    }
  }
  for (const [index, { id, name }] of plan.zones.entries()) {
    if (served.has(id)) continue;
    report.add(
      `plan.zones[${index}]`,
      "zone-without-school",
      `施教区“${id} ${name.zh}”没有对应的学校，那里的儿童无校可去。请在某所学校的 zones 中加上它。`,
      `No school serves the zone “${id} ${name.en}”, so that its children have none. Add it to the zones of a school.`,
    );
  }
}
