import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Button, ButtonLink } from "../ui/button/index.tsx";
import { CheckField } from "../ui/field/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { actionKind, actionPath } from "./application.tsx";
import { ChildLine, OnBehalf, routesFor } from "./flow.tsx";
import type { ConfirmView } from "./views.ts";

/** Withdraw, accept or decline: says what follows and asks once more. */
export function ConfirmPage({ view, page }: PageProps<ConfirmView>): JSX.Element {
  const { action, application } = view;
  const back = routesFor(view.forWhom).application.path({ application: application.id });
  return (
    <Layout page={page} title={t(page, `confirm.${action.action}.title`)} failures={view.failures}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <ChildLine page={page} child={view.child} />
      {view.school !== null && <p class="school-name">{say(page, view.school)}</p>}
      <Notice tone={action.action === "accept" ? "good" : "warning"}>
        {t(page, `confirm.${action.action}.effect`)}
      </Notice>
      <Refused page={page} offer={action} />
      {action.allowed && (
        <ActionForm
          page={page}
          id={action.action}
          to={actionPath(view.forWhom, action.action, application.id)}
          version={application.version}
        >
          <CheckField
            page={page}
            name={fields.sure}
            label={t(page, `confirm.${action.action}.sure`)}
            failures={view.failures}
            checked={false}
          />
          <p class="buttons">
            <Button kind={actionKind(action.action)}>{say(page, action.label)}</Button>
            <ButtonLink kind="second" href={back}>
              {t(page, "back")}
            </ButtonLink>
          </p>
        </ActionForm>
      )}
    </Layout>
  );
}
