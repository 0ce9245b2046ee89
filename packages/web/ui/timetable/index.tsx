import type { JSX } from "preact";
import { WINDOW_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { WindowName } from "@yangguang/core/domain/status-table.ts";
import type { Timetable, WindowState } from "@yangguang/core/domain/timetable.ts";
import { WINDOW_NAMES, windowState } from "@yangguang/core/domain/timetable.ts";
import type { PageContext, Tone } from "../../page.ts";
import { say } from "../../page.ts";
import { patternOf, t } from "../../text/translate.ts";
import { Badge } from "../badge/index.tsx";
import { formatDuration, formatInstant } from "../format.ts";

const TONES: Readonly<Record<WindowState, Tone>> = {
  "not-yet": "neutral",
  open: "good",
  over: "neutral",
};

/**
 * When each window opens and closes, and what is open now.
 *
 * Accessibility: a list in the order of time; instants are `time` elements; the state is a word.
 */
export function TimetableList(props: {
  readonly page: PageContext;
  readonly timetable: Timetable;
}): JSX.Element {
  const { page, timetable } = props;
  return (
    <ol class="timetable">
      {WINDOW_NAMES.map((name) => {
        const window = timetable[name];
        const state = windowState(window, page.now);
        return (
          <li key={name} class={state}>
            <p class="what">
              <strong>{say(page, WINDOW_LABELS[name])}</strong>
              <Badge tone={TONES[state]}>{t(page, `window.${state}`)}</Badge>
            </p>
            <p>
              <time datetime={window.opens}>{formatInstant(page, window.opens)}</time>
              {t(page, "window.to")}
              <time datetime={window.closes}>{formatInstant(page, window.closes)}</time>
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** How long until a window opens or closes; `countdown.js` keeps it going. */
export function Countdown(props: {
  readonly page: PageContext;
  readonly timetable: Timetable;
  readonly window: WindowName;
}): JSX.Element | null {
  const { page, timetable } = props;
  const window = timetable[props.window];
  const state = windowState(window, page.now);
  if (state === "over") return null;
  const until = state === "open" ? window.closes : window.opens;
  return (
    <p class="countdown">
      {t(page, state === "open" ? "countdown.closes" : "countdown.opens", {
        window: say(page, WINDOW_LABELS[props.window]),
      })}
      <strong
        data-until={until}
        data-days={patternOf(page, "duration.days")}
        data-hours={patternOf(page, "duration.hours")}
        data-minutes={patternOf(page, "duration.minutes")}
      >
        {formatDuration(page, Date.parse(until) - page.now)}
      </strong>
    </p>
  );
}
