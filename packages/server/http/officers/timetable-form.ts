import type { Failure } from "@yangguang/core/domain/result.ts";
import type { WindowName } from "@yangguang/core/domain/status-table.ts";
import type { Timetable, Window } from "@yangguang/core/domain/timetable.ts";
import { WINDOW_NAMES } from "@yangguang/core/domain/timetable.ts";
import type { TimetableView } from "@yangguang/web/officers/views.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { PostedForm } from "../forms.ts";

/** China keeps one civil time, eight hours ahead of UTC, without summer time. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const BEIJING_OFFSET = "+08:00";

/** An instant as a `datetime-local` field has it: `YYYY-MM-DDTHH:mm`, Beijing time. */
export const beijingMinute = (instant: string): string =>
  new Date(Date.parse(instant) + BEIJING_OFFSET_MS).toISOString().slice(0, 16);

/**
 * The instant of a field. A minute that still shows the present instant leaves it as it is, to the
 * second; what is no time of day stays as entered and is refused by the service.
 */
function instantOf(entered: string, present: string): string {
  if (entered === beijingMinute(present)) return present;
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(entered)
    ? `${entered}:00${BEIJING_OFFSET}`
    : entered;
}

/** The timetable that the form asks for: its fields, and the end that a “now” button sets. */
export function readTimetable(form: PostedForm, present: Timetable, now: number): Timetable {
  const windows = WINDOW_NAMES.map((name): [WindowName, Window] => [
    name,
    {
      opens: instantOf(form.text(fields.opens(name)), present[name].opens),
      closes: instantOf(form.text(fields.closes(name)), present[name].closes),
    },
  ]);
  const timetable = Object.fromEntries(windows) as Timetable;
  const command = readCommand(form.text(fields.command));
  if (command === null) return timetable;
  const { end, window } = command;
  return { ...timetable, [window]: { ...timetable[window], [end]: new Date(now).toISOString() } };
}

/** `open:<window>` or `close:<window>`; null for anything else, which saves. */
function readCommand(
  raw: string,
): { readonly end: keyof Window; readonly window: WindowName } | null {
  const [verb, name] = raw.split(":");
  const window = WINDOW_NAMES.find((candidate) => candidate === name);
  if (window === undefined) return null;
  if (verb === "open") return { end: "opens", window };
  return verb === "close" ? { end: "closes", window } : null;
}

export const presentWindows = (timetable: Timetable): TimetableView["windows"] =>
  WINDOW_NAMES.map((window) => ({
    window,
    opens: beijingMinute(timetable[window].opens),
    closes: beijingMinute(timetable[window].closes),
  }));

export const enteredWindows = (form: PostedForm): TimetableView["windows"] =>
  WINDOW_NAMES.map((window) => ({
    window,
    opens: form.text(fields.opens(window)),
    closes: form.text(fields.closes(window)),
  }));

/** The service names a window or the reason; on the page they are fields. */
export function atTimetableField(problem: Failure): Failure {
  const { place } = problem;
  if (place === "reason") return { ...problem, place: fields.why };
  const window = WINDOW_NAMES.find((name) => name === place);
  return window === undefined ? problem : { ...problem, place: fields.closes(window) };
}
