import type { JSX } from "preact";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes, withQuery } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { ContributorLines } from "../ui/contributor-board/index.tsx";
import { DataTable } from "../ui/data-table/index.tsx";
import { Details } from "../ui/details/index.tsx";
import { formatInstant, formatNumber } from "../ui/format.ts";
import { Hash } from "../ui/hash/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { SeasonForm } from "./season-form.tsx";
import type { AskedView, FreezeView } from "./views.ts";

/** Who will be on the roll, who will not, and the freeze itself. */
export function FreezePage({ view, page }: PageProps<FreezeView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "freeze.title")} width="wide" failures={view.failures}>
      <p>{t(page, "freeze.intro")}</p>
      {view.frozen !== null && (
        <section class="card now">
          <Details
            items={[
              { term: t(page, "freeze.at"), value: formatInstant(page, view.frozen.at) },
              { term: t(page, "run.rollSize"), value: formatNumber(page, view.frozen.size) },
              { term: t(page, "run.rollRoot"), value: <Hash value={view.frozen.root} /> },
            ]}
          />
        </section>
      )}
      <div class="columns">
        <OnTheRoll page={page} view={view} />
        <LeftOut page={page} view={view} />
      </div>
      {view.together !== null && <Together page={page} contributors={view.together.contributors} />}
      {view.frozen === null && <Freeze page={page} view={view} />}
    </Layout>
  );
}

interface Part {
  readonly page: PageContext;
  readonly view: FreezeView;
}

const Together = (props: {
  readonly page: PageContext;
  readonly contributors: NonNullable<FreezeView["together"]>["contributors"];
}): JSX.Element => (
  <section>
    <h2>
      {t(props.page, "freeze.contributors", {
        registered: props.contributors.filter(({ registered }) => registered).length,
        of: props.contributors.length,
      })}
    </h2>
    <ContributorLines page={props.page} contributors={props.contributors} />
  </section>
);

/** Where several make the draw, one officer asks and another confirms. */
function Freeze({ page, view }: Part): JSX.Element {
  const { together } = view;
  const confirm = (
    <SeasonForm
      page={page}
      view={view}
      offer={view.freeze}
      to={routes.freeze.path()}
      sure={t(page, "freeze.sure")}
      go={together === null ? undefined : t(page, "freeze.confirm")}
    />
  );
  if (together === null || !view.freeze.allowed) return confirm;
  const missing = together.contributors.filter(({ registered }) => !registered);
  const names = missing.map(({ name }) => say(page, name));
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="warning">
          {t(page, "freeze.missing", { names: names.join(page.language === "zh" ? "、" : ", ") })}
        </Notice>
      )}
      <Asked page={page} asked={together.asked} />
      {missing.length === 0 && together.asked?.mine === false && confirm}
    </>
  );
}

function Asked(props: {
  readonly page: PageContext;
  readonly asked: AskedView | null;
}): JSX.Element {
  const { page, asked } = props;
  if (asked === null) {
    return (
      <ActionForm page={page} id="ask" to={routes.freeze.path()}>
        <p>{t(page, "freeze.askHelp")}</p>
        <Button name={fields.command} value="ask">
          {t(page, "freeze.ask")}
        </Button>
      </ActionForm>
    );
  }
  const when = formatInstant(page, asked.at);
  return (
    <Notice tone="info">
      {asked.mine
        ? t(page, "freeze.askedByMe", { when })
        : t(page, "freeze.asked", { name: asked.name, when })}
    </Notice>
  );
}

const OnTheRoll = ({ page, view }: Part): JSX.Element => (
  <section>
    <DataTable
      captionShown
      caption={t(page, "freeze.onRoll", {
        count: formatNumber(
          page,
          view.perCategory.reduce((sum, { children }) => sum + children, 0),
        ),
      })}
      none={t(page, "freeze.nobody")}
      rows={view.perCategory}
      keyOf={(row) => row.category.zh}
      columns={[
        { heading: t(page, "decision.category"), cell: (row) => say(page, row.category) },
        {
          heading: t(page, "children"),
          number: true,
          cell: (row) => formatNumber(page, row.children),
        },
      ]}
    />
  </section>
);

const LeftOut = ({ page, view }: Part): JSX.Element => (
  <section>
    {view.leftOut.length > 0 && <Notice tone="warning">{t(page, "freeze.leftOutHelp")}</Notice>}
    <DataTable
      captionShown
      caption={t(page, "freeze.leftOut")}
      none={t(page, "freeze.leftOutNone")}
      rows={view.leftOut}
      keyOf={(row) => row.status}
      columns={[
        {
          heading: t(page, "status"),
          cell: (row) => (
            <a href={withQuery(routes.applications.path(), { [fields.status]: row.status })}>
              {say(page, STATUS_LABELS[row.status])}
            </a>
          ),
        },
        {
          heading: t(page, "children"),
          number: true,
          cell: (row) => formatNumber(page, row.count),
        },
      ]}
    />
  </section>
);
