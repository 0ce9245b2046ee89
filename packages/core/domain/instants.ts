import type { Text } from "./text.ts";

/** China keeps one civil time, eight hours ahead of UTC, without summer time. */
const CIVIL_OFFSET_MS = 8 * 60 * 60 * 1000;

const two = (value: number): string => String(value).padStart(2, "0");

interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

/** `instant` is milliseconds since 1970. */
function civilTime(instant: number): CivilTime {
  const shifted = new Date(instant + CIVIL_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    time: `${two(shifted.getUTCHours())}:${two(shifted.getUTCMinutes())}`,
  };
}

/** "2026年6月1日 09:00" and "2026-06-01 09:00", in China's civil time. */
export function formatInstant(instant: number): Text {
  const { year, month, day, time } = civilTime(instant);
  return {
    zh: `${year}年${month}月${day}日 ${time}`,
    en: `${year}-${two(month)}-${two(day)} ${time}`,
  };
}
