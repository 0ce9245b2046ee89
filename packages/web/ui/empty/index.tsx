import type { ComponentChildren, JSX } from "preact";

/**
 * What stands where there is nothing yet, and what to do about it.
 *
 * Accessibility: plain text; whatever can be done is a link or a button inside.
 */
export const Empty = (props: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): JSX.Element => (
  <div class="empty">
    <p class="title">{props.title}</p>
    {props.children}
  </div>
);
