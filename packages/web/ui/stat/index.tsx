import type { ComponentChildren, JSX } from "preact";

export interface Stat {
  readonly label: string;
  readonly value: ComponentChildren;
  readonly href?: string;
}

/**
 * A few large figures.
 *
 * Accessibility: a description list; a figure that leads to its list is a link named by its label.
 */
export const Stats = ({ stats }: { readonly stats: readonly Stat[] }): JSX.Element => (
  <dl class="stats">
    {stats.map(({ label, value, href }) => (
      <div key={label}>
        <dt>{href === undefined ? label : <a href={href}>{label}</a>}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** How full a school is. The figures stand beside it. */
export const Filled = (props: {
  readonly label: string;
  readonly filled: number;
  readonly seats: number;
}): JSX.Element => (
  <meter min={0} max={Math.max(1, props.seats)} value={props.filled} aria-label={props.label} />
);
