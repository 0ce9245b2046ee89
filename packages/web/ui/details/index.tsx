import type { ComponentChildren, JSX } from "preact";

export interface Detail {
  readonly term: string;
  readonly value: ComponentChildren;
}

/**
 * Names and values of one thing.
 *
 * Accessibility: a description list, so that each value is read with its name.
 */
export const Details = ({ items }: { readonly items: readonly Detail[] }): JSX.Element => (
  <dl class="details">
    {items.map(({ term, value }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
