import type { ComponentChildren, JSX } from "preact";
import type { Tone } from "../../page.ts";

/**
 * Words that must not be missed: what an action did, what a page waits for, what it promises.
 *
 * Accessibility: `live` announces the result of the last action; the tone is in the words too.
 */
export function Notice(props: {
  readonly tone: Tone;
  readonly live?: boolean;
  readonly title?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`notice ${props.tone}`} role={props.live === true ? "status" : undefined}>
      {props.title !== undefined && <p class="title">{props.title}</p>}
      <div>{props.children}</div>
    </div>
  );
}
