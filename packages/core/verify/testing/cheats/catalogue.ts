import type { Cheat } from "./cheat.ts";
import { DRAW_CHEATS } from "./draw.ts";
import { FILE_CHEATS } from "./files.ts";
import { LOG_CHEATS } from "./log.ts";
import { OUTCOME_CHEATS } from "./outcome.ts";
import { RECEIPT_CHEATS } from "./receipts.ts";
import { ROLL_CHEATS } from "./roll.ts";

interface CheatGroup {
  readonly title: string;
  readonly cheats: readonly Cheat[];
}

export const CHEAT_GROUPS: readonly CheatGroup[] = [
  { title: "Files, rules and keys 文件、规则与公钥", cheats: FILE_CHEATS },
  { title: "The log, its witnesses and its times 日志、见证与时间", cheats: LOG_CHEATS },
  { title: "The roll 名册", cheats: ROLL_CHEATS },
  { title: "The draw 抽签", cheats: DRAW_CHEATS },
  { title: "Lots, seats and cutoffs 抽签号、学位与分数线", cheats: OUTCOME_CHEATS },
  { title: "Receipts 回执", cheats: RECEIPT_CHEATS },
];

export const CHEATS: readonly Cheat[] = CHEAT_GROUPS.flatMap(({ cheats }) => cheats);

/**
 * What the verifier in Python leaves to this one, as `tier check id`. It has no YAML, so it compares
 * the policy neither with the plan nor with the allocation's input; of a receipt it works out
 * neither lot nor seat.
 */
export const LEFT_TO_THE_FIRST: ReadonlySet<string> = new Set([
  "public policy plan-seats-raised",
  "room problem problem-false",
  "receipt lot siblings-invented",
  "receipt seat lots-exchanged",
  "receipt seat fewer-points-admitted",
  "receipt seat cutoff-false",
]);
