import type { JSX } from "preact";

const GROUP = 8;

/**
 * Hexadecimal digits in groups that people can compare; copying gives the digits without gaps.
 *
 * Accessibility: digits only, no icon; groups are drawn by spacing, so that a screen reader and a
 * clipboard get one value.
 */
export function Hash(props: {
  readonly value: string;
  /** Shows so many digits only, where the rest stands elsewhere. */
  readonly digits?: number;
}): JSX.Element {
  const shown = props.value.slice(0, props.digits);
  return (
    <code class="hash">
      {Array.from({ length: Math.ceil(shown.length / GROUP) }, (_, index) => (
        <span key={index}>{shown.slice(index * GROUP, (index + 1) * GROUP)}</span>
      ))}
      {shown.length < props.value.length && "…"}
    </code>
  );
}
