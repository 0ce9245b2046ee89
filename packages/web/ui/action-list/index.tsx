import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import type { ActionOffer } from "../../views.ts";
import type { ButtonKind } from "../button/index.tsx";
import { ButtonLink } from "../button/index.tsx";

/**
 * What may be done now, as links to the pages that do it; what may not, with the reason.
 *
 * Accessibility: what cannot be done is text, not a dead button, and says why.
 */
export function ActionList<Action extends string>(props: {
  readonly page: PageContext;
  readonly actions: readonly ActionOffer<Action>[];
  readonly hrefOf: (action: Action) => string;
  readonly kindOf: (action: Action) => ButtonKind;
}): JSX.Element | null {
  const { page, actions } = props;
  if (actions.length === 0) return null;
  return (
    <ul class="actions">
      {actions.map((offer) => (
        <li key={offer.action}>
          {offer.allowed ? (
            <ButtonLink href={props.hrefOf(offer.action)} kind={props.kindOf(offer.action)}>
              {say(page, offer.label)}
            </ButtonLink>
          ) : (
            <p class="refused">
              <strong>{say(page, offer.label)}</strong> {say(page, offer.why)}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Why a form's button is not there. */
export const Refused = (props: {
  readonly page: PageContext;
  readonly offer: ActionOffer<string>;
}): JSX.Element | null =>
  props.offer.allowed ? null : (
    <p class="refused">
      <strong>{say(props.page, props.offer.label)}</strong> {say(props.page, props.offer.why)}
    </p>
  );
