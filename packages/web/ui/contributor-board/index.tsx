import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { say } from "../../page.ts";
import { t } from "../../text/translate.ts";
import type { ContributorStanding } from "../../views.ts";
import { Badge } from "../badge/index.tsx";
import { DataTable } from "../data-table/index.tsx";

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
    {one.complaints.map((name) => (
      <Badge key={name.en} tone="bad">
        {t(page, "board.complaint", { name: say(page, name) })}
      </Badge>
    ))}
  </>
);

function Secret({ page, one }: Cell): JSX.Element {
  if (one.secret !== "unknown") {
    return <Badge tone="good">{t(page, `board.${one.secret}`)}</Badge>;
  }
  return (
    <>
      {t(page, "board.notYet")}
      {one.opened > 0 && ` ${t(page, "board.opened", { count: one.opened })}`}
    </>
  );
}
