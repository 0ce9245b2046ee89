import type { ComponentChildren, JSX } from "preact";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Button, ButtonLink } from "../ui/button/index.tsx";
import { ContributorBoard } from "../ui/contributor-board/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { CheckField } from "../ui/field/index.tsx";
import { formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { RunSteps } from "../ui/run-steps/index.tsx";
import { DiceStair } from "./ceremony-dice.tsx";
import type { CeremonyView } from "./views.ts";

/** The ceremony's board: what each contributor has done, and the bureau's own next step. */
export function CeremonyPage({ view, page }: PageProps<CeremonyView>): JSX.Element {
  const { live } = view;
  return (
    <Layout
      page={page}
      title={t(page, "draw.title")}
      width="wide"
      failures={view.failures}
      scripts={["dice.js", "run-live.js"]}
    >
      <p>
        {t(page, "ceremony.intro")} <a href={routes.how.path()}>{t(page, "how.title")}</a>
      </p>
      <div id="live" data-live data-mark={live.mark} data-events={routes.runEvents.path()}>
        <section class="card now" aria-live="polite">
          <h2>{t(page, "run.now")}</h2>
          {live.awaited.map((words) => (
            <p key={words.en}>{say(page, words)}</p>
          ))}
          {view.task === "void" && <Notice tone="bad">{t(page, "ceremony.mustVoid")}</Notice>}
        </section>
        <ContributorBoard page={page} contributors={live.contributors} />
      </div>
      <div id="stairs" data-live>
        <Stairs page={page} view={view} />
      </div>
      <p>
        {t(page, "ceremony.voidInstead")}{" "}
        <a href={routes.voidRun.path()}>{t(page, "void.title")}</a>
      </p>
      <div id="steps" data-live>
        <h2>{t(page, "contributor.happened")}</h2>
        <RunSteps page={page} steps={live.steps} watched={live.watched} />
      </div>
    </Layout>
  );
}

export interface CeremonyPart {
  readonly page: PageContext;
  readonly view: CeremonyView;
}

const Stairs = ({ page, view }: CeremonyPart): JSX.Element => (
  <ol class="stairs">
    <Stair title={t(page, "ceremony.roll")}>
      <Roll page={page} view={view} />
    </Stair>
    <Stair title={t(page, "ceremony.close")}>
      <Close page={page} view={view} />
    </Stair>
    <Stair title={t(page, "ceremony.dice")}>
      <DiceStair page={page} view={view} />
    </Stair>
    <Stair title={t(page, "ceremony.reveals")}>
      <Reveals page={page} view={view} />
    </Stair>
    <Stair title={t(page, "ceremony.seed")}>
      <Seed page={page} view={view} />
    </Stair>
  </ol>
);

const Stair = (props: {
  readonly title: string;
  readonly children: ComponentChildren;
}): JSX.Element => (
  <li class="card">
    <h2>{props.title}</h2>
    {props.children}
  </li>
);

const Roll = ({ page, view }: CeremonyPart): JSX.Element =>
  view.freezeHash === null ? (
    <>
      <p>{t(page, "draw.notFrozen")}</p>
      <ButtonLink kind="second" href={routes.freeze.path()}>
        {t(page, "freeze.title")}
      </ButtonLink>
    </>
  ) : (
    <Details
      items={[
        { term: t(page, "run.rollSize"), value: formatNumber(page, view.rollSize ?? 0) },
        { term: t(page, "run.freezeHash"), value: <Hash value={view.freezeHash} /> },
      ]}
    />
  );

function Close({ page, view }: CeremonyPart): JSX.Element {
  if (view.closed) return <p>{t(page, "ceremony.closed")}</p>;
  const { objectionHours, contributors } = view.live;
  return (
    <>
      {objectionHours === 0 ? (
        <Notice tone="warning">{t(page, "run.demoObjections")}</Notice>
      ) : (
        <p>{t(page, "ceremony.objections", { hours: objectionHours })}</p>
      )}
      {contributors.some(({ complaints }) => complaints.length > 0) && (
        <Notice tone="bad">{t(page, "ceremony.redeal")}</Notice>
      )}
      {view.task === "close" ? (
        <SureForm
          page={page}
          view={view}
          command="close"
          sure={t(page, "ceremony.closeSure")}
          go={t(page, "ceremony.closeGo")}
        />
      ) : (
        <p>{t(page, view.freezeHash === null ? "ceremony.waitNotFrozen" : "ceremony.waitSeal")}</p>
      )}
    </>
  );
}

function Reveals({ page, view }: CeremonyPart): JSX.Element {
  if (view.dice === null) return <p>{t(page, "ceremony.waitDice")}</p>;
  const { contributors, threshold } = view.live;
  const known = contributors.filter(({ secret }) => secret !== "unknown").length;
  return (
    <>
      <p>{t(page, "ceremony.revealed", { count: known, of: contributors.length })}</p>
      {known < contributors.length && <p>{t(page, "ceremony.absentHelp", { threshold })}</p>}
      {view.beacon !== null && <p>{t(page, "ceremony.beacon", { round: view.beacon })}</p>}
    </>
  );
}

function Seed({ page, view }: CeremonyPart): JSX.Element {
  if (view.seed !== null) return <Hash value={view.seed} />;
  if (view.task !== "seed") return <p>{t(page, "ceremony.waitSeed")}</p>;
  if (!view.draw.allowed) return <Refused page={page} offer={view.draw} />;
  return (
    <SureForm
      page={page}
      view={view}
      command="seed"
      sure={t(page, "ceremony.seedSure")}
      go={say(page, view.draw.label)}
    />
  );
}

/** A last question, then the button; `command` tells the buttons of the board apart. */
const SureForm = (
  props: CeremonyPart & {
    readonly command: string;
    readonly sure: string;
    readonly go: string;
  },
): JSX.Element => {
  const { page, view, command } = props;
  return (
    <ActionForm page={page} id={command} to={routes.draw.path()}>
      <CheckField
        page={page}
        name={fields.sure}
        label={props.sure}
        hint={t(page, "season.final")}
        failures={view.failures}
        checked={false}
      />
      <Button name={fields.command} value={command}>
        {props.go}
      </Button>
    </ActionForm>
  );
};
