import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import type { TimelineEntry } from "../../views.ts";
import { formatInstant } from "../format.ts";
import { Hash } from "../hash/index.tsx";

/**
 * What happened, in words, with who did it and when.
 *
 * Accessibility: an ordered list; instants are `time` elements; the line and dots are decoration.
 */
export const Timeline = (props: {
  readonly page: PageContext;
  readonly entries: readonly TimelineEntry[];
}): JSX.Element => (
  <ol class="timeline">
    {props.entries.map((entry) => (
      <li key={`${entry.at} ${entry.what.en} ${entry.hash ?? ""}`}>
        <p>
          <strong>{say(props.page, entry.what)}</strong> <span>{say(props.page, entry.who)}</span>
        </p>
        <p class="hint">
          <time datetime={entry.at}>{formatInstant(props.page, entry.at)}</time>
        </p>
        {entry.note !== undefined && <p>{say(props.page, entry.note)}</p>}
        {entry.hash !== undefined && <Hash value={entry.hash} />}
      </li>
    ))}
  </ol>
);
