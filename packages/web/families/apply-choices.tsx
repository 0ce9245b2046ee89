import type { JSX } from "preact";
import { say } from "../page.ts";
import type { PageContext, PageProps } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { ChoiceList, SchoolFacts } from "../ui/choices/index.tsx";
import { CheckField, CheckGroup } from "../ui/field/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { ApplyFrame, routesFor, stepPath } from "./flow.tsx";
import type { ApplyChoicesView } from "./views.ts";

/** Ranks schools, for a new application or for one that exists. */
export function ApplyChoicesPage({ view, page }: PageProps<ApplyChoicesView>): JSX.Element {
  const { mode } = view;
  const to =
    mode.kind === "apply"
      ? stepPath(view, "choices")
      : routesFor(view.forWhom).changeChoices.path({ application: mode.application.id });
  const version = mode.kind === "change" ? { version: mode.application.version } : {};
  return (
    <ApplyFrame
      page={page}
      view={view}
      {...(mode.kind === "apply" ? { step: "choices" as const } : {})}
      title={t(page, mode.kind === "apply" ? "choices.title" : "choices.changeTitle")}
      scripts={["choices.js"]}
    >
      <ActionForm page={page} id="choices" to={to} {...version}>
        {/* Enter in any field must continue, not move a school: a form's first button is its default. */}
        <button
          type="submit"
          class="unseen"
          name={fields.command}
          value="save"
          tabIndex={-1}
          aria-hidden="true"
        />
        {view.max === 0 ? (
          <Notice tone="info">{t(page, "choices.none")}</Notice>
        ) : (
          <RankedList page={page} view={view} />
        )}
        <Wishes page={page} view={view} />
        <Button name={fields.command} value="save">
          {t(page, mode.kind === "apply" ? "choices.go" : "choices.save")}
        </Button>
      </ActionForm>
      {view.options.length > 0 && <Catalogue page={page} view={view} />}
    </ApplyFrame>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: ApplyChoicesView;
}

const RankedList = ({ page, view }: Part): JSX.Element => (
  <>
    <p>
      {view.min === 0
        ? t(page, "choices.introUpTo", { max: view.max })
        : t(page, "choices.intro", { min: view.min, max: view.max })}
    </p>
    <Notice tone={view.advice === "truthful" ? "good" : "warning"}>
      {t(page, `choices.advice.${view.advice}`)}
    </Notice>
    <ChoiceList
      page={page}
      options={view.options}
      chosen={view.chosen}
      min={view.min}
      max={view.max}
      failures={view.failures}
    />
  </>
);

const Wishes = ({ page, view }: Part): JSX.Element => (
  <>
    {view.redistribution !== null && (
      <CheckField
        page={page}
        name={fields.redistribution}
        label={t(page, "choices.redistribution")}
        hint={t(page, "choices.redistributionHint")}
        failures={view.failures}
        checked={view.redistribution}
      />
    )}
    {view.siblings.length > 0 && (
      <CheckGroup
        page={page}
        name={fields.sibling}
        label={t(page, "choices.siblings")}
        hint={t(page, "choices.siblingsHint")}
        failures={view.failures}
        options={view.siblings.map(({ id, name }) => ({ value: id, label: name }))}
        checked={view.siblings.filter(({ shares }) => shares).map(({ id }) => id)}
      />
    )}
  </>
);

/** Every school that may be listed, with what a family weighs. */
const Catalogue = ({ page, view }: Part): JSX.Element => (
  <section class="extra">
    <h2>{t(page, "choices.all", { count: view.options.length })}</h2>
    <p>
      <a href={routes.zones.path()}>{t(page, "choices.map")}</a>
    </p>
    <ul class="schools">
      {view.options.map((school) => (
        <li key={school.id}>
          <strong>{say(page, school.name)}</strong>
          <SchoolFacts page={page} school={school} />
        </li>
      ))}
    </ul>
  </section>
);
