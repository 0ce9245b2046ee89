import type { Policy } from "../document.ts";
import type { Report } from "./report.ts";
import { refuseDuplicates } from "./report.ts";

/** What families may list: known groups, for categories whose lists some step reads. */
export function checkChoices(policy: Policy, report: Report): void {
  const { min, max, groupsByCategory } = policy.choices;
  if (min > max) {
    report.add(
      "choices.min",
      "choices-range",
      `最少 ${min} 个志愿多于最多 ${max} 个。请改正其中一个。`,
      `The least number of choices (${min}) is above the most (${max}). Correct one of them.`,
    );
  }
  if (max === 0 && Object.keys(groupsByCategory).length > 0) {
    report.add(
      "choices.max",
      "choices-range",
      "有的类别可以填报志愿，但最多只能填 0 个。请改正 max。",
      "Some categories may list schools, but at most 0 of them. Correct max.",
    );
  }
  const groups = new Set(policy.plan.schools.map(({ group }) => group));
  for (const [category, listed] of Object.entries(groupsByCategory)) {
    const path = `choices.groupsByCategory.${category}`;
    checkListingCategory(policy, category, path, report);
    if (listed.length === 0) {
      report.add(
        path,
        "no-groups",
        `“${category}”可以填报志愿，但没有可填的学校组。请写明学校组，或删去这一行。`,
        `“${category}” may list schools, but of no group. Name the groups, or remove the row.`,
      );
    }
    refuseDuplicates(listed, (index) => `${path}[${index}]`, report);
    listed.forEach((group, index) =>
      refuseUnknownGroup(group, groups, `${path}[${index}]`, report),
    );
  }
}

function checkListingCategory(
  policy: Policy,
  category: string,
  path: string,
  report: Report,
): void {
  if (!policy.categories.some(({ id }) => id === category)) {
    report.add(
      path,
      "unknown-category",
      `没有类别“${category}”。请改正代号，或删去这一行。`,
      `There is no category “${category}”. Correct the id, or remove the row.`,
    );
    return;
  }
  const read = policy.steps.some(
    ({ categories, lists }) => categories.includes(category) && lists !== "nearest",
  );
  if (read) return;
  report.add(
    path,
    "choices-unread",
    `没有任何步骤会看“${category}”的志愿，让家长填报会误导他们。请删去这一行，或加上按志愿录取的步骤。`,
    `No step reads the choices of “${category}”; asking for them would mislead families. Remove the row, or add a step that reads choices.`,
  );
}

export function refuseUnknownGroup(
  group: string,
  groups: ReadonlySet<string>,
  path: string,
  report: Report,
): void {
  if (groups.has(group)) return;
  report.add(
    path,
    "unknown-group",
    `招生计划中没有学校组“${group}”。请改正，或给学校写上这个组。`,
    `No school of the plan is in a group “${group}”. Correct it, or give schools this group.`,
  );
}
