import type { WindowName } from "./status-table.ts";

/** Instants are ISO 8601 with an offset or Z; a window is open from `opens` up to, not at, `closes`. */
export interface Window {
  readonly opens: string;
  readonly closes: string;
}

export type Timetable = Readonly<Record<WindowName, Window>>;

export const WINDOW_NAMES: readonly WindowName[] = [
  "application",
  "review",
  "acceptance",
  "registration",
];

/** `now` is milliseconds since 1970, as everywhere in core. */
export type WindowState = "not-yet" | "open" | "over";

export function windowState(window: Window, now: number): WindowState {
  if (now < Date.parse(window.opens)) return "not-yet";
  return now < Date.parse(window.closes) ? "open" : "over";
}
