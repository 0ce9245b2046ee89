import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";

/** 39 throws of a ten-sided die are 129 bits: nobody can try them all in advance. */
export const FEWEST_THROWS = 39;

/** Digits of a ten-sided die as read aloud; spaces between groups are allowed. */
export function parseDice(raw: string): Result<string> {
  const digits = raw.normalize("NFKC").replaceAll(/[\s,，、]/g, "");
  const wrong = /[^0-9]/.exec(digits);
  if (wrong) {
    return fail(
      "dice.not-digits",
      `骰子点数只能是0到9的数字，第${wrong.index + 1}位是“${wrong[0]}”。请更正后重新输入。`,
      `Dice are digits from 0 to 9; number ${wrong.index + 1} is “${wrong[0]}”. Correct it.`,
      "dice",
    );
  }
  if (digits.length < FEWEST_THROWS) {
    return fail(
      "dice.too-few",
      `至少需要${FEWEST_THROWS}次掷骰，目前只有${digits.length}次。请继续掷骰。`,
      `At least ${FEWEST_THROWS} throws are needed; there are ${digits.length}. Throw on.`,
      "dice",
    );
  }
  return ok(digits);
}
