import type { ComponentChildren, JSX } from "preact";
import type { SeasonActionName } from "@yangguang/core/domain/status-table.ts";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckField } from "../ui/field/index.tsx";
import type { ActionOffer, FormView } from "../views.ts";

/** The button that carries the season over one of its steps, with a last question before it. */
export function SeasonForm<Action extends SeasonActionName>(props: {
  readonly page: PageContext;
  readonly view: FormView;
  readonly offer: ActionOffer<Action>;
  readonly to: string;
  /** What the officer confirms by ticking. */
  readonly sure: string;
  /** On the button, where it is not simply the step's name. */
  readonly go?: string | undefined;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { page, offer } = props;
  if (!offer.allowed) return <Refused page={page} offer={offer} />;
  return (
    <ActionForm page={page} id={offer.action} to={props.to}>
      {props.children}
      <CheckField
        page={page}
        name={fields.sure}
        label={props.sure}
        hint={t(page, "season.final")}
        failures={props.view.failures}
        checked={false}
      />
      <Button>{props.go ?? say(page, offer.label)}</Button>
    </ActionForm>
  );
}
