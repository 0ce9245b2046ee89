import type { ComponentChildren, JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { fields } from "../../routes.ts";

/**
 * A form that changes something: POST, then redirect. It carries the session's token, a key that
 * makes repeating it harmless, and the version that the page showed.
 *
 * Accessibility: the browser's own bubbles are off (they speak the browser's language and vanish);
 * errors come back in the page.
 */
export function ActionForm(props: {
  readonly page: PageContext;
  /** Unique on the page. */
  readonly id: string;
  readonly to: string;
  readonly version?: number;
  readonly inline?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { page, id, to, version } = props;
  return (
    <form
      id={id}
      method="post"
      action={to}
      class={props.inline === true ? "inline" : undefined}
      noValidate
    >
      <input type="hidden" name={fields.csrf} value={page.csrfToken} />
      <input type="hidden" name={fields.key} value={`${page.idempotencyKey}.${id}`} />
      {version !== undefined && <input type="hidden" name={fields.version} value={version} />}
      {props.children}
    </form>
  );
}
