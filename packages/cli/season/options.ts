import { InvalidArgumentError, Option } from "commander";

/** For commander: a whole number within bounds. */
export const wholeNumber =
  (min: number, max: number) =>
  (written: string): number => {
    const value = Number(written);
    if (/^\d+$/.test(written) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(
      `应为${min}到${max}之间的整数 / a whole number from ${min} to ${max}`,
    );
  };

export const languageOption = (): Option =>
  new Option("--lang <lang>", "说明的语言 / language of what is shown and written")
    .choices(["zh", "en"])
    .default("zh");
