import type { Language } from "@yangguang/core/domain/text.ts";
import { t } from "../text/translate.ts";

/** The season runs on the bureau's clock, wherever the reader is. */
const TIME_ZONE = "Asia/Shanghai";

const LOCALES: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-GB" };

interface Reader {
  readonly language: Language;
}

const instantFormats = new Map<Language, Intl.DateTimeFormat>();
const dayFormats = new Map<Language, Intl.DateTimeFormat>();
const numberFormats = new Map<Language, Intl.NumberFormat>();

/** Making a formatter costs far more than using it, so each is made once. */
function cached<Format>(
  formats: Map<Language, Format>,
  language: Language,
  make: (locale: string) => Format,
): Format {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = make(LOCALES[language]);
  formats.set(language, made);
  return made;
}

/** “2024年6月3日 09:00”, “3 June 2024 at 09:00”: Beijing time. */
export const formatInstant = (page: Reader, iso: string): string =>
  cached(
    instantFormats,
    page.language,
    (locale) =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: "long",
        timeStyle: "short",
        timeZone: TIME_ZONE,
      }),
  ).format(new Date(iso));

/** “2024年6月3日”, “3 June 2024”; `date` is YYYY-MM-DD. */
export const formatDay = (page: Reader, date: string): string =>
  cached(
    dayFormats,
    page.language,
    (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }),
  ).format(new Date(`${date}T00:00:00Z`));

export const formatNumber = (page: Reader, value: number): string =>
  cached(numberFormats, page.language, (locale) => new Intl.NumberFormat(locale)).format(value);

/** “850 米”, “1.2 公里”; straight-line metres. */
export const formatDistance = (page: Reader, metres: number): string =>
  metres < 1000
    ? t(page, "distance.metres", { count: Math.round(metres / 10) * 10 })
    : t(page, "distance.kilometres", { count: (metres / 1000).toFixed(1) });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The two largest units: “3 天 4 小时”, “12 minutes”. Negative durations count as zero. */
export function formatDuration(page: Reader, milliseconds: number): string {
  const rest = Math.max(0, milliseconds);
  const days = Math.floor(rest / DAY);
  const hours = Math.floor((rest % DAY) / HOUR);
  const minutes = Math.floor((rest % HOUR) / MINUTE);
  if (days > 0) return t(page, "duration.days", { days, hours });
  if (hours > 0) return t(page, "duration.hours", { hours, minutes });
  return t(page, "duration.minutes", { minutes });
}
