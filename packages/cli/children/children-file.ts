import type { FactId, FactValue } from "@yangguang/core/domain/facts.ts";
import { FACT_IDS, factDefinition } from "@yangguang/core/domain/facts.ts";
import { DOCUMENT_KIND_LABELS } from "@yangguang/core/domain/identity.ts";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Language } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { KIN_LABELS } from "@yangguang/server/agencies/agency.ts";
import type { ColumnId } from "../season/columns.ts";
import { choiceColumn, columnLabel } from "../season/columns.ts";
import type { GeneratedChild } from "./generate.ts";

type CellReader = (child: GeneratedChild) => string;

export interface ChildrenColumn {
  readonly id: ColumnId;
  readonly heading: string;
  /** What the cell holds in the language of the file; identity numbers and dates as text. */
  readonly cell: CellReader;
}

const YES = text("是", "yes");
const NO = text("否", "no");
const NONE = text("无", "none");

/** The columns of a file of children for a policy, in the language of its reader. */
export function childrenColumns(policy: Policy, language: Language): readonly ChildrenColumn[] {
  const column = (id: ColumnId, cell: CellReader): ChildrenColumn => ({
    id,
    heading: columnLabel(id)[language],
    cell,
  });
  const schools = new Map(policy.plan.schools.map(({ id, name }) => [id, name[language]]));
  const asked = FACT_IDS.filter((id) => policy.asks.some(({ facts }) => facts.includes(id)));
  return [
    column("child.name", ({ name }) => name),
    column("child.documentKind", ({ document }) => DOCUMENT_KIND_LABELS[document.kind][language]),
    column("child.document", ({ document }) => document.number),
    column("guardian.name", ({ guardian }) => guardian.name),
    column(
      "guardian.documentKind",
      ({ guardian }) => DOCUMENT_KIND_LABELS[guardian.document.kind][language],
    ),
    column("guardian.document", ({ guardian }) => guardian.document.number),
    column("guardian.phone", ({ guardian }) => guardian.phone),
    column("relation", ({ guardian }) => KIN_LABELS[guardian.relation][language]),
    ...Array.from({ length: policy.choices.max }, (_, place) =>
      column(choiceColumn(place + 1), ({ choices }) => schools.get(choices[place] ?? "") ?? ""),
    ),
    column(
      "redistribution.consent",
      (child) => (child.consentsToRedistribution ? YES : NO)[language],
    ),
    column("lot.sharedWith", ({ lotSharedWith }) => lotSharedWith ?? ""),
    ...asked.map((id) => column(id, ({ facts }) => factCell(policy, id, facts[id], language))),
  ];
}

function factCell(
  policy: Policy,
  id: FactId,
  value: FactValue | undefined,
  language: Language,
): string {
  if (value === undefined) return "";
  if (value === null) return NONE[language];
  const { type } = factDefinition(id);
  switch (type.kind) {
    case "boolean":
      return (value === true ? YES : NO)[language];
    case "integer":
    case "date":
      return String(value);
    case "zone":
      return policy.plan.zones.find((zone) => zone.id === value)?.name[language] ?? String(value);
    case "enum":
      return type.values[String(value)]?.[language] ?? String(value);
    default:
      return assertNever(type);
  }
}
