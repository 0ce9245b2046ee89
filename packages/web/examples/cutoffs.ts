import { text } from "@yangguang/core/domain/text.ts";
import type { CutoffRow } from "../views.ts";
import { HASH, OTHER_HASH, schoolName } from "./data.ts";

export const cutoffs: readonly CutoffRow[] = [
  {
    school: schoolName(0),
    step: text("A 类录取", "Step A"),
    admitted: 180,
    binding: false,
    points: null,
    lot: HASH,
  },
  {
    school: schoolName(0),
    step: text("C 类录取", "Step C"),
    admitted: 90,
    binding: true,
    points: "63.6",
    lot: HASH,
  },
  {
    school: schoolName(1),
    step: text("C 类录取", "Step C"),
    admitted: 42,
    binding: true,
    points: null,
    lot: OTHER_HASH,
  },
];
