import type { JSX } from "preact";
import { say } from "../page.ts";
import type { PageContext, PageProps } from "../page.ts";
import { routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { StatusBadge } from "../ui/badge/index.tsx";
import type { ButtonKind } from "../ui/button/index.tsx";
import { ButtonLink } from "../ui/button/index.tsx";
import { Empty } from "../ui/empty/index.tsx";
import { formatInstant } from "../ui/format.ts";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { Countdown } from "../ui/timetable/index.tsx";
import { ChildLine, OnBehalf, childrenPath, routesFor } from "./flow.tsx";
import type { ChildCardView, ForWhom, MyChildrenView, NextThing } from "./views.ts";

/** The guardian's children, each with the next thing to do. */
export function MyChildrenPage({ view, page }: PageProps<MyChildrenView>): JSX.Element {
  const { register, season } = view;
  return (
    <Layout page={page} title={t(page, "children.title")} scripts={["countdown.js"]}>
      <OnBehalf page={page} forWhom={view.forWhom} />
      {season === null ? (
        <Notice tone="info">{t(page, "home.noSeason")}</Notice>
      ) : (
        <div class="lead">
          <p>{say(page, season.title)}</p>
          <Countdown page={page} timetable={season.timetable} window="application" />
        </div>
      )}
      {register.state === "unavailable" && (
        <Notice tone="warning" title={t(page, "children.registerUnavailable")}>
          <p>{say(page, register.why)}</p>
          <p>
            <a href={childrenPath(view.forWhom)}>{t(page, "children.tryAgain")}</a>
          </p>
        </Notice>
      )}
      {view.children.length === 0 && register.state === "answered" && (
        <Empty title={t(page, "children.none")}>
          <p>{t(page, "children.noneHelp")}</p>
        </Empty>
      )}
      {view.children.map((card) => (
        <ChildCard key={card.child.id} page={page} forWhom={view.forWhom} card={card} />
      ))}
      {register.state === "answered" && (
        <p class="hint">{t(page, "children.asOf", { when: formatInstant(page, register.asOf) })}</p>
      )}
    </Layout>
  );
}

function ChildCard(props: {
  readonly page: PageContext;
  readonly forWhom: ForWhom;
  readonly card: ChildCardView;
}): JSX.Element {
  const { page, forWhom, card } = props;
  const next = nextLink(forWhom, card);
  return (
    <section class="card">
      <h2 class="unseen">{card.child.name}</h2>
      <ChildLine page={page} child={card.child} />
      <p>
        <StatusBadge page={page} status={card.application?.status ?? "none"} />
      </p>
      {card.appliedByOther === null ? (
        <>
          <NextWords page={page} next={card.next} by={card.by} />
          <p class="buttons">
            {next !== null && (
              <ButtonLink href={next.href} kind={next.kind}>
                {t(page, `next.${card.next}.button`)}
              </ButtonLink>
            )}
            {card.application !== null && (
              <ButtonLink
                kind="second"
                href={routesFor(forWhom).application.path({ application: card.application.id })}
              >
                {t(page, "children.open")}
              </ButtonLink>
            )}
          </p>
        </>
      ) : (
        <Notice tone="info">{say(page, card.appliedByOther)}</Notice>
      )}
    </section>
  );
}

/** The next thing in a sentence, with its deadline. */
export const NextWords = (props: {
  readonly page: PageContext;
  readonly next: NextThing;
  readonly by: string | null;
}): JSX.Element => (
  <p class="next">
    <strong>{t(props.page, `next.${props.next}.words`)}</strong>
    {props.by !== null && (
      <> {t(props.page, "next.by", { when: formatInstant(props.page, props.by) })}</>
    )}
  </p>
);

/** Where the next thing is done; null where there is nothing to press. */
function nextLink(
  forWhom: ForWhom,
  card: ChildCardView,
): { readonly href: string; readonly kind: ButtonKind } | null {
  const own = routesFor(forWhom);
  const child = { child: card.child.id };
  const application = { application: card.application?.id ?? "" };
  switch (card.next) {
    case "apply":
      return { href: own.applyStart.path(child), kind: "primary" };
    case "continue-draft":
      return { href: own.applyFacts.path(child), kind: "primary" };
    case "correct":
      return { href: own.correct.path(application), kind: "primary" };
    case "answer-offer":
    case "see-result":
      return { href: own.result.path(application), kind: "primary" };
    case "arrive":
      return { href: own.notice.path(application), kind: "primary" };
    case "wait-opening":
      return { href: routes.policy.path(), kind: "second" };
    case "wait-check":
    case "wait-result":
    case "wait-round":
    case "not-approved":
    case "none":
      return null;
    default:
      return card.next satisfies never;
  }
}
