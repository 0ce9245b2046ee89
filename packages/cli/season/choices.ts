import { failure } from "@yangguang/core/domain/result.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { checkChoices } from "@yangguang/core/season/choices.ts";
import { Lexicon, unknownWord } from "./cells.ts";
import type { ColumnId, HeadedColumn } from "./columns.ts";
import { choiceColumn, columnLabel } from "./columns.ts";
import type { Row } from "./read-row.ts";

/**
 * Makes the reader of a file's choices: schools by id or name, in the order of their columns,
 * judged by the rules that hold before the category is known.
 */
export function choiceReader(
  policy: Policy,
  columns: readonly HeadedColumn[],
): (row: Row) => readonly string[] {
  const schools = new Lexicon(
    policy.plan.schools.map(({ id, name }) => ({ value: id, words: [id, name.zh, name.en] })),
  );
  const ranks = columns
    .map(({ id }) => /^choice\.(\d+)$/.exec(id)?.[1])
    .filter((rank) => rank !== undefined)
    .map(Number)
    .toSorted((one, other) => one - other);
  return (row) => {
    const listed: { readonly column: ColumnId; readonly school: string }[] = [];
    let sound = true;
    for (const rank of ranks) {
      const column = choiceColumn(rank);
      const written = row.text(column);
      if (written === "") continue;
      const school = schools.find(written);
      if (school === undefined) {
        row.take(column, unknownWord(schools, written, columnLabel(column)));
        sound = false;
      } else if (rank > listed.length + 1 && sound) {
        row.refuse(column, gap(listed.length + 1, rank));
        sound = false;
      } else listed.push({ column, school });
    }
    if (sound && listed.length > 0) checkList(policy, row, listed);
    return listed.map(({ school }) => school);
  };
}

/** The order of choices counts, so that an empty place before a filled one is asked about. */
const gap = (empty: number, filled: number) =>
  failure(
    "choices.gap",
    `第${empty}志愿为空，第${filled}志愿却已填写。请按顺序填写志愿。`,
    `Choice ${empty} is empty but choice ${filled} is not. List the choices without gaps.`,
  );

function checkList(
  policy: Policy,
  row: Row,
  listed: readonly { readonly column: ColumnId; readonly school: string }[],
): void {
  const schools = listed.map(({ school }) => school);
  for (const problem of checkChoices(policy, null, schools)) {
    const rank = Number(/\d+$/.exec(problem.place ?? "")?.[0] ?? 1);
    row.refuse(listed[rank - 1]?.column ?? choiceColumn(rank), problem);
  }
}
