import { Fragment } from "preact";
import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { ContributorStanding } from "../../views.ts";
import { Badge } from "../badge/index.tsx";
import { DataTable } from "../data-table/index.tsx";
import { Details } from "../details/index.tsx";

/**
 * How far each contributor has come, in a line each: for phones, and for those who only watch.
 *
 * Accessibility: a description list, so that each state is read with its contributor.
 */
export const ContributorLines = (props: {
  readonly page: PageContext;
  readonly contributors: readonly ContributorStanding[];
}): JSX.Element => (
  <Details
    items={props.contributors.map((one) => ({
      term: say(props.page, one.name),
      value: <Line page={props.page} one={one} others={props.contributors.length - 1} />,
    }))}
  />
);

/** The last thing that it did; its complaints beside it. */
function Line(props: Cell & { readonly others: number }): JSX.Element {
  const { page, one } = props;
  if (one.secret !== "unknown") return <Secret page={page} one={one} />;
  if (one.committed) {
    return (
      <>
        <Badge tone="info">{t(page, "board.sealedNow")}</Badge> <Shares {...props} />
      </>
    );
  }
  return one.registered ? (
    <Badge tone="neutral">{t(page, "board.registeredNow")}</Badge>
  ) : (
    <>{t(page, "board.notYet")}</>
  );
}

/**
 * How far each contributor to the draw has come: keys, sealed secret, shares found good, secret shown.
 *
 * Accessibility: a table whose rows are named by the contributor; every state is in words.
 */
export const ContributorBoard = (props: {
  readonly page: PageContext;
  readonly contributors: readonly ContributorStanding[];
}): JSX.Element => {
  const { page, contributors } = props;
  const others = contributors.length - 1;
  return (
    <DataTable
      caption={t(page, "board.caption")}
      none={t(page, "board.none")}
      rows={contributors}
      keyOf={({ id }) => id}
      columns={[
        { heading: t(page, "board.contributor"), cell: ({ name }) => say(page, name) },
        {
          heading: t(page, "board.keys"),
          cell: ({ registered }) => <Done page={page} done={registered} />,
        },
        {
          heading: t(page, "board.sealed"),
          cell: ({ committed }) => <Done page={page} done={committed} />,
        },
        {
          heading: t(page, "board.shares"),
          cell: (one) => <Shares page={page} one={one} others={others} />,
        },
        {
          heading: t(page, "board.secret"),
          cell: (one) => <Secret page={page} one={one} />,
        },
      ]}
    />
  );
};

const Done = ({
  page,
  done,
}: {
  readonly page: PageContext;
  readonly done: boolean;
}): JSX.Element =>
  done ? <Badge tone="good">{t(page, "board.done")}</Badge> : <>{t(page, "board.notYet")}</>;

interface Cell {
  readonly page: PageContext;
  readonly one: ContributorStanding;
}

const Shares = ({ page, one, others }: Cell & { readonly others: number }): JSX.Element => (
  <>
    {t(page, "board.found", { good: one.foundGood, of: others })}
    {one.opened > 0 && t(page, "board.opened", { count: one.opened })}
    {one.complaints.map((name) => (
      <Fragment key={name.en}>
        {" "}
        <Badge tone="bad">{t(page, "board.complaint", { name: say(page, name) })}</Badge>
      </Fragment>
    ))}
  </>
);

function Secret({ page, one }: Cell): JSX.Element {
  if (one.secret !== "unknown") {
    return <Badge tone="good">{t(page, `board.${one.secret}`)}</Badge>;
  }
  return <>{t(page, "board.notYet")}</>;
}
