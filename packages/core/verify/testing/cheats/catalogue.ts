import type { Cheat } from "./cheat.ts";
import { DRAW_CHEATS } from "./draw.ts";
import { FILE_CHEATS } from "./files.ts";
import { LOG_CHEATS } from "./log.ts";
import { OUTCOME_CHEATS } from "./outcome.ts";
import { RECEIPT_CHEATS } from "./receipts.ts";
import { ROLL_CHEATS } from "./roll.ts";

/** All cheats, in the order in which they could happen. */
export const CHEATS: readonly Cheat[] = [
  ...FILE_CHEATS,
  ...LOG_CHEATS,
  ...ROLL_CHEATS,
  ...DRAW_CHEATS,
  ...OUTCOME_CHEATS,
  ...RECEIPT_CHEATS,
];
