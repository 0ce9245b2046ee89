import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { FactGroups } from "../ui/facts/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { ApplyFrame, stepPath } from "./flow.tsx";
import { ChoiceNames, WishWords } from "./summary.tsx";
import type { ApplyReviewView, ApplyStep } from "./views.ts";

/** All that will be submitted, each part with a way back to change it. */
export function ApplyReviewPage({ view, page }: PageProps<ApplyReviewView>): JSX.Element {
  const change = (step: ApplyStep): JSX.Element => (
    <a href={stepPath(view, step)} class="change">
      {t(page, "review.change")}
      <span class="unseen">{t(page, `apply.step.${step}`)}</span>
    </a>
  );
  return (
    <ApplyFrame page={page} view={view} step="review" title={t(page, "review.title")}>
      <p>{t(page, "review.intro")}</p>
      <section class="card">
        <h2>{t(page, "apply.step.choices")}</h2>
        {change("choices")}
        <ChoiceNames page={page} choices={view.choices} />
        <WishWords page={page} view={view} />
      </section>
      <section class="card">
        <h2>{t(page, "apply.step.consent")}</h2>
        {change("consent")}
        <ul class="ticks">
          {view.purposes
            .filter((purpose) => purpose.given)
            .map((purpose) => (
              <li key={purpose.id}>{say(page, purpose.label)}</li>
            ))}
        </ul>
      </section>
      <ActionForm page={page} id="submit" to={stepPath(view, "review")}>
        <Notice tone="good">{t(page, "review.noHurry")}</Notice>
        <Button>{t(page, "review.submit")}</Button>
      </ActionForm>
      <details class="more">
        <summary>{t(page, "review.facts")}</summary>
        {change("facts")}
        <FactGroups page={page} groups={view.groups} heading="h2" />
      </details>
    </ApplyFrame>
  );
}
