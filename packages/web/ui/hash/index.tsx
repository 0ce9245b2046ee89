import type { JSX } from "preact";

const GROUP = 8;

/**
 * Hexadecimal digits in groups that people can compare; copying gives the digits without gaps.
 *
 * Accessibility: digits only, no icon; groups are drawn by spacing, so that a screen reader and a
 * clipboard get one value.
 */
export const Hash = ({ value }: { readonly value: string }): JSX.Element => (
  <code class="hash">
    {Array.from({ length: Math.ceil(value.length / GROUP) }, (_, index) => {
      const group = value.slice(index * GROUP, (index + 1) * GROUP);
      return <span key={index}>{group}</span>;
    })}
  </code>
);
