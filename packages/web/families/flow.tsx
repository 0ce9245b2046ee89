import type { ComponentChildren, JSX } from "preact";
import type { PageContext } from "../page.ts";
import { applicationRoutesOf, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { formatDay } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Steps } from "../ui/steps/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import type { ChildHead, FormView } from "../views.ts";
import type { ApplyStep, ApplyView, ForWhom } from "./views.ts";

const STEPS: readonly ApplyStep[] = ["start", "facts", "choices", "consent", "review"];

export const routesFor = (forWhom: ForWhom) => applicationRoutesOf[forWhom.audience];

/** Where the family's children are listed: for a clerk, those of the guardian acted for. */
export const childrenPath = (forWhom: ForWhom): string =>
  forWhom.audience === "family"
    ? routes.children.path()
    : routes.counterFamily.path({ guardian: forWhom.guardian.id });

export function stepPath(view: ApplyView, step: ApplyStep): string {
  const own = routesFor(view.forWhom);
  const child = { child: view.child.id };
  const paths: Readonly<Record<ApplyStep, string>> = {
    start: own.applyStart.path(child),
    facts: own.applyFacts.path(child),
    choices: own.applyChoices.path(child),
    consent: own.applyConsent.path(child),
    review: own.applyReview.path(child),
  };
  return paths[step];
}

/** Says whom a clerk acts for; nothing on a family's own pages. */
export const OnBehalf = (props: {
  readonly page: PageContext;
  readonly forWhom: ForWhom;
}): JSX.Element | null =>
  props.forWhom.audience === "family" ? null : (
    <Notice tone="warning">
      {t(props.page, "counter.onBehalf", { name: props.forWhom.guardian.name })}
    </Notice>
  );

/** Whose application this is: a name is not enough where siblings apply. */
export const ChildLine = (props: {
  readonly page: PageContext;
  readonly child: ChildHead;
}): JSX.Element => (
  <p class="child">
    <strong>{props.child.name}</strong>
    <span>{formatDay(props.page, props.child.birthDate)}</span>
    <span class="code">{props.child.documentMasked}</span>
  </p>
);

/** The frame of the pages on which one child's application is made or changed. */
export function ApplyFrame(props: {
  readonly page: PageContext;
  readonly view: ApplyView;
  /** Absent where an application that exists is changed: then there are no steps. */
  readonly step?: ApplyStep;
  readonly title: string;
  readonly scripts?: readonly string[];
  readonly children: ComponentChildren;
}): JSX.Element {
  const { page, view, step } = props;
  const form: FormView = view;
  return (
    <Layout page={page} title={props.title} failures={form.failures} scripts={props.scripts ?? []}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      <ChildLine page={page} child={view.child} />
      {step !== undefined && (
        <Steps
          page={page}
          current={STEPS.indexOf(step)}
          steps={STEPS.map((each) => ({
            label: t(page, `apply.step.${each}`),
            href: stepPath(view, each),
          }))}
        />
      )}
      {props.children}
    </Layout>
  );
}
