import type { KeyPart } from "../domain/allocation-problem.ts";
import { assertNever } from "../domain/result.ts";
import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Policy, PointsItem } from "./document.ts";
import { termOf } from "./terms.ts";

/** The printed name of a points item, wherever in the table it stands; its id if it stands nowhere. */
export const pointsItemLabel = ({ points }: Policy, id: string): Text =>
  labelWithin(points.items, id) ?? text(id, id);

function labelWithin(items: readonly PointsItem[], id: string): Text | null {
  for (const { id: own, label, gives } of items) {
    if (own === id) return label;
    const inner = gives.kind === "sum" || gives.kind === "highest" ? gives.items : [];
    const found = labelWithin(inner, id);
    if (found !== null) return found;
  }
  return null;
}

/** What a part of a step's order compares, in words. */
export function keyPartLabel(policy: Policy, part: KeyPart): Text {
  switch (part.by) {
    case "points":
      return text("积分", "points");
    case "item":
      return pointsItemLabel(policy, part.item);
    case "term":
      return termOf(policy, part.term).label;
    default:
      return assertNever(part);
  }
}
