import type { JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { Badge } from "../ui/badge/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatDay } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Article } from "../ui/reasons/index.tsx";
import { TimetableList } from "../ui/timetable/index.tsx";
import { PolicyPoints } from "./policy-points.tsx";
import type { ConditionView, PolicyView } from "./views.ts";

const PARTS = ["when", "admission", "categories", "points", "steps", "asks", "sources"] as const;

/** The season's rules as people read them: the same data that decides. */
export function PolicyPage({ view, page }: PageProps<PolicyView>): JSX.Element {
  return (
    <Layout page={page} title={say(page, view.title)}>
      <p>{t(page, "policy.intro")}</p>
      <nav aria-label={t(page, "policy.contents")}>
        <ul class="links">
          {PARTS.filter((part) => part !== "points" || view.points !== null).map((part) => (
            <li key={part}>
              <a href={`#${part}`}>{t(page, `policy.${part}`)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Notice tone="neutral">{t(page, "policy.demoChoiceHelp")}</Notice>
      <h2 id="when">{t(page, "policy.when")}</h2>
      <TimetableList page={page} timetable={view.timetable} />
      <p>{t(page, "policy.reference", { day: formatDay(page, view.referenceDate) })}</p>
      <Admission page={page} view={view} />
      <Categories page={page} view={view} />
      {view.points !== null && <PolicyPoints page={page} points={view.points} />}
      <PolicySteps page={page} view={view} />
      <AsksAndSources page={page} view={view} />
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: PolicyView;
}

const Admission = ({ page, view }: Part): JSX.Element => (
  <>
    <h2 id="admission">{t(page, "policy.admission")}</h2>
    {view.admission.map((rule) => (
      <section key={rule.label.en} class="card rule">
        <h3>{say(page, rule.label)}</h3>
        <ConditionWords page={page} condition={rule.condition} />
        <p>
          <Article page={page} rule={rule} />
        </p>
      </section>
    ))}
  </>
);

const Categories = ({ page, view }: Part): JSX.Element => (
  <>
    <h2 id="categories">{t(page, "policy.categories")}</h2>
    <p>{t(page, "policy.categoriesIntro")}</p>
    {view.categories.map((category) => (
      <section key={category.id} class="card rule">
        <h3>{say(page, category.label)}</h3>
        {category.condition === null ? (
          <p>{t(page, "policy.everyoneElse")}</p>
        ) : (
          <ConditionWords page={page} condition={category.condition} />
        )}
        <p class="tags">
          {!category.admitted && <Badge tone="bad">{t(page, "policy.notAdmitted")}</Badge>}
          {category.scored && <Badge tone="info">{t(page, "policy.scored")}</Badge>}
          <span class="hint">{say(page, category.choices)}</span>
        </p>
        <p>
          <Article page={page} rule={category} />
        </p>
      </section>
    ))}
  </>
);

/** A condition and what it is made of, as nested lists. */
const ConditionWords = (props: {
  readonly page: PageContext;
  readonly condition: ConditionView;
}): JSX.Element => (
  <div class="condition">
    <p>{say(props.page, props.condition.words)}</p>
    {props.condition.parts.length > 0 && (
      <ul>
        {props.condition.parts.map((part) => (
          <li key={part.words.en}>
            <ConditionWords page={props.page} condition={part} />
          </li>
        ))}
      </ul>
    )}
  </div>
);

const PolicySteps = ({ page, view }: Part): JSX.Element => (
  <>
    <h2 id="steps">{t(page, "policy.steps")}</h2>
    <p>{t(page, "policy.choices", { min: view.choices.min, max: view.choices.max })}</p>
    <p>{t(page, `policy.redistribution.${view.redistribution}`)}</p>
    <ol class="stairs">
      {view.steps.map((step) => (
        <li key={step.id} class="card rule">
          <h3>{say(page, step.label)}</h3>
          <Details
            items={[
              { term: t(page, "policy.step.who"), value: say(page, step.who) },
              { term: t(page, "policy.step.mechanism"), value: say(page, step.mechanism) },
              {
                term: t(page, "policy.step.order"),
                value: (
                  <ol class="plain">
                    {step.order.map((key) => (
                      <li key={key.en}>{say(page, key)}</li>
                    ))}
                  </ol>
                ),
              },
              ...step.limits.map((limit) => ({
                term: t(page, "policy.step.limit"),
                value: say(page, limit),
              })),
            ]}
          />
          <p>
            <Article page={page} rule={step} />
          </p>
        </li>
      ))}
    </ol>
  </>
);

const AsksAndSources = ({ page, view }: Part): JSX.Element => (
  <>
    <h2 id="asks">{t(page, "policy.asks")}</h2>
    <p>{t(page, "start.notAsked")}</p>
    <ul class="asks">
      {view.asks.map((ask) => (
        <li key={ask.source.en}>
          <strong>{say(page, ask.source)}</strong>
          <span class="hint">
            {ask.facts.map((fact) => say(page, fact)).join(page.language === "zh" ? "、" : ", ")}
          </span>
        </li>
      ))}
    </ul>
    <h2 id="sources">{t(page, "policy.sources")}</h2>
    <ul>
      {view.sources.map((source) => (
        <li key={source.en}>{say(page, source)}</li>
      ))}
    </ul>
    <p>
      {t(page, "policy.hash")} <Hash value={view.hash} />
    </p>
  </>
);
