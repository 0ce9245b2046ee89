import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { CheckGroup, SelectField, TextArea } from "../ui/field/index.tsx";
import type { ActionOffer } from "../views.ts";
import type { CaseAction, CaseView } from "./views.ts";

interface Part {
  readonly page: PageContext;
  readonly view: CaseView;
}

/** The officer's other answers: ask the family to correct, reject with the rule, look again. */
export const CaseVerdicts = ({ page, view }: Part): JSX.Element => (
  <div class="columns">
    {view.actions
      .filter((offer) => offer.action !== "approve")
      .map((offer) => (
        <section key={offer.action} class="card">
          <h2>{say(page, offer.label)}</h2>
          {offer.allowed ? (
            <AnswerForm page={page} view={view} offer={offer} />
          ) : (
            <p class="refused">{say(page, offer.why)}</p>
          )}
        </section>
      ))}
  </div>
);

function AnswerForm(props: Part & { readonly offer: ActionOffer<CaseAction> }): JSX.Element | null {
  const { page, view, offer } = props;
  switch (offer.action) {
    case "ask-correction":
      return <AskCorrection page={page} view={view} />;
    case "reject":
      return <Reject page={page} view={view} />;
    case "reopen":
      return <Reopen page={page} view={view} />;
    case "approve":
      return null;
    default:
      return assertNever(offer.action);
  }
}

const AskCorrection = ({ page, view }: Part): JSX.Element => (
  <ActionForm
    page={page}
    id="ask-correction"
    to={routes.askCorrection.path({ application: view.application.id })}
    version={view.application.version}
  >
    <CheckGroup
      page={page}
      name={fields.reason}
      label={t(page, "case.askReasons")}
      failures={view.failures}
      options={view.correctionReasons.map(({ id, label }) => ({
        value: id,
        label: say(page, label),
      }))}
      checked={view.entered.reasons}
    />
    <TextArea
      page={page}
      name={fields.askText}
      label={t(page, "case.askText")}
      hint={t(page, "case.askTextHint")}
      failures={view.failures}
      value={view.entered.askText}
    />
    <Button kind="second">{t(page, "case.ask")}</Button>
  </ActionForm>
);

const Reject = ({ page, view }: Part): JSX.Element => (
  <ActionForm
    page={page}
    id="reject"
    to={routes.reject.path({ application: view.application.id })}
    version={view.application.version}
  >
    <SelectField
      page={page}
      name={fields.rule}
      label={t(page, "case.rule")}
      failures={view.failures}
      value={view.entered.rule}
      options={[
        { value: "", label: t(page, "case.chooseRule") },
        ...view.rejectionRules.map(({ id, label }) => ({ value: id, label: say(page, label) })),
      ]}
    />
    <TextArea
      page={page}
      name={fields.rejectText}
      label={t(page, "case.rejectText")}
      hint={t(page, "case.rejectTextHint")}
      failures={view.failures}
      value={view.entered.rejectText}
    />
    <Button kind="danger">{t(page, "case.reject")}</Button>
  </ActionForm>
);

const Reopen = ({ page, view }: Part): JSX.Element => (
  <ActionForm
    page={page}
    id="reopen"
    to={routes.reopen.path({ application: view.application.id })}
    version={view.application.version}
  >
    <TextArea
      page={page}
      name={fields.reopenText}
      label={t(page, "case.reopenText")}
      failures={view.failures}
      value={view.entered.reopenText}
    />
    <Button kind="second">{t(page, "case.reopen")}</Button>
  </ActionForm>
);
