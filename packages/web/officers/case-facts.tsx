import type { JSX } from "preact";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Badge } from "../ui/badge/index.tsx";
import { Button } from "../ui/button/index.tsx";
import type { Column } from "../ui/data-table/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { FACT_TONES } from "../ui/facts/index.tsx";
import { TextField } from "../ui/field/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { FactInput } from "./fact-input.tsx";
import type { CaseFactView, CaseView } from "./views.ts";

/** A machine, an agency or the family doubts it: these come first. */
const isDoubtful = (fact: CaseFactView): boolean =>
  fact.state !== "answered" || fact.familyNote !== "" || fact.remark !== null;

/** Every fact with its source and remarks, and beside it what the officer confirms on what basis. */
export function CaseFacts(props: {
  readonly page: PageContext;
  readonly view: CaseView;
}): JSX.Element {
  const { page, view } = props;
  const approve = view.actions.find((offer) => offer.action === "approve");
  const editable = approve?.allowed === true;
  const tables = <FactTables page={page} view={view} editable={editable} />;
  return (
    <section>
      <h2>{t(page, "case.facts")}</h2>
      {editable ? (
        <ActionForm
          page={page}
          id="approve"
          to={routes.approve.path({ application: view.application.id })}
          version={view.application.version}
        >
          <p>{t(page, "case.factsHelp")}</p>
          {tables}
          <Button>{t(page, "case.approve")}</Button>
        </ActionForm>
      ) : (
        <>
          {approve !== undefined && <Refused page={page} offer={approve} />}
          {tables}
        </>
      )}
    </section>
  );
}

function FactTables(props: {
  readonly page: PageContext;
  readonly view: CaseView;
  readonly editable: boolean;
}): JSX.Element {
  const { page, view } = props;
  const doubtful = view.facts.filter((fact) => isDoubtful(fact));
  const others = view.facts.filter((fact) => !isDoubtful(fact));
  // Whatever was entered or refused must be in sight.
  const touched = others.some(
    ({ id, confirmed, none, basis }) =>
      confirmed !== "" ||
      none ||
      basis !== "" ||
      view.failures.some(({ place }) =>
        [fields.confirmed(id), fields.none(id), fields.basis(id)].includes(place ?? ""),
      ),
  );
  return (
    <>
      <FactTable
        {...props}
        facts={doubtful}
        caption={t(page, "case.doubtful", { count: doubtful.length })}
      />
      {others.length > 0 && (
        <details class="more" open={touched}>
          <summary>{t(page, "case.otherFacts", { count: others.length })}</summary>
          <FactTable
            {...props}
            facts={others}
            caption={t(page, "case.otherFacts", { count: others.length })}
          />
        </details>
      )}
    </>
  );
}

function FactTable(props: {
  readonly page: PageContext;
  readonly view: CaseView;
  readonly editable: boolean;
  readonly facts: readonly CaseFactView[];
  readonly caption: string;
}): JSX.Element {
  const { page, view } = props;
  const editing: readonly Column<CaseFactView>[] = [
    {
      heading: t(page, "case.confirmed"),
      cell: (fact) => (
        <FactInput page={page} fact={fact} zones={view.zones} failures={view.failures} />
      ),
    },
    {
      heading: t(page, "case.basis"),
      cell: (fact) => (
        <TextField
          page={page}
          name={fields.basis(fact.id)}
          label={t(page, "case.basisOf", { fact: say(page, fact.label) })}
          labelHidden
          failures={view.failures}
          value={fact.basis}
        />
      ),
    },
  ];
  return (
    <DataTable
      caption={props.caption}
      captionShown={props.facts.some((fact) => isDoubtful(fact))}
      none={t(page, "case.noDoubt")}
      rows={props.facts}
      keyOf={(fact) => fact.id}
      columns={[
        { heading: t(page, "case.fact"), cell: (fact) => say(page, fact.label) },
        { heading: t(page, "case.source"), cell: (fact) => <Source page={page} fact={fact} /> },
        { heading: t(page, "case.value"), cell: (fact) => <FactValue page={page} fact={fact} /> },
        { heading: t(page, "case.familyNote"), cell: (fact) => fact.familyNote || "–" },
        ...(props.editable ? editing : []),
      ]}
    />
  );
}

const Source = (props: {
  readonly page: PageContext;
  readonly fact: CaseFactView;
}): JSX.Element => (
  <>
    {say(props.page, props.fact.source)}
    {props.fact.asOf !== null && (
      <span class="hint">
        <time datetime={props.fact.asOf}>{formatInstant(props.page, props.fact.asOf)}</time>
      </span>
    )}
  </>
);

const FactValue = (props: {
  readonly page: PageContext;
  readonly fact: CaseFactView;
}): JSX.Element => {
  const { page, fact } = props;
  return (
    <>
      {fact.value !== null && <strong>{say(page, fact.value)}</strong>}{" "}
      {fact.state !== "answered" && (
        <Badge tone={FACT_TONES[fact.state]}>{t(page, `fact.${fact.state}`)}</Badge>
      )}
      {fact.remark !== null && <span class="hint">{say(page, fact.remark)}</span>}
    </>
  );
};
