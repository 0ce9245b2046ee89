import type { ComponentChildren, JSX } from "preact";

export type ButtonKind = "primary" | "second" | "danger" | "plain" | "small";

/**
 * Submits its form. A form's buttons share the name `do` and differ in value.
 *
 * Accessibility: a real `button`, at least 44 px high (24 px for `small`, in dense tables); its
 * words say what it does; colour is never the only difference between kinds.
 */
export function Button(props: {
  readonly kind?: ButtonKind;
  readonly name?: string;
  readonly value?: string;
  /** Where a picture stands for the word. */
  readonly label?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="submit"
      class={`button ${props.kind ?? "primary"}`}
      name={props.name}
      value={props.value}
      aria-label={props.label}
    >
      {props.children}
    </button>
  );
}

/** A link that leads on; it looks like a button but changes nothing. */
export function ButtonLink(props: {
  readonly kind?: ButtonKind;
  readonly href: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <a class={`button ${props.kind ?? "primary"}`} href={props.href}>
      {props.children}
    </a>
  );
}

/** Shown by `print.js` only: without scripts the browser's own menu prints. */
export const PrintButton = ({ children }: { readonly children: string }): JSX.Element => (
  <button type="button" class="button second" data-print hidden>
    {children}
  </button>
);

/** Does something on the reader's own device; only pages that cannot do without scripts have it. */
export const ScriptButton = (props: {
  readonly kind?: ButtonKind;
  /** What the page's script is to do. */
  readonly does: string;
  /** To whom or what it is done, where one page has several. */
  readonly about?: string;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <button
    type="button"
    class={`button ${props.kind ?? "primary"}`}
    data-do={props.does}
    data-about={props.about}
  >
    {props.children}
  </button>
);
