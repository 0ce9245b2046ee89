import type { JSX } from "preact";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { Article } from "../ui/reasons/index.tsx";
import type { PointsItemView, PolicyView } from "./views.ts";

/** The points table: every item with its rows, its cap and its article. */
export const PolicyPoints = (props: {
  readonly page: PageContext;
  readonly points: NonNullable<PolicyView["points"]>;
}): JSX.Element => {
  const { page, points } = props;
  return (
    <>
      <h2 id="points">{t(page, "policy.points")}</h2>
      {points.items.map((item) => (
        <PointsItem key={item.label.en} page={page} item={item} level={3} />
      ))}
      {points.bonuses.length > 0 && (
        <section class="card rule">
          <h3>{t(page, "policy.bonuses")}</h3>
          <ul>
            {points.bonuses.map((bonus) => (
              <li key={bonus.label.en}>
                {say(page, bonus.label)} <strong>+{bonus.points}</strong>{" "}
                <Article page={page} rule={bonus} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
};

const PointsItem = (props: {
  readonly page: PageContext;
  readonly item: PointsItemView;
  readonly level: 3 | 4;
}): JSX.Element => {
  const { page, item, level } = props;
  const label = say(page, item.label);
  return (
    <section class={level === 3 ? "card rule" : "rule"}>
      {level === 3 ? <h3>{label}</h3> : <h4>{label}</h4>}
      <Gives page={page} label={label} rows={item.gives} />
      {item.parts.map((part) => (
        <PointsItem key={part.label.en} page={page} item={part} level={4} />
      ))}
      <p>
        {item.cap !== null && <>{t(page, "policy.itemCap", { cap: item.cap })} </>}
        <Article page={page} rule={item} />
      </p>
    </section>
  );
};

/** More rows than a phone shows at once are folded away. */
const MOST_ROWS_SHOWN = 8;

const Gives = (props: {
  readonly page: PageContext;
  readonly label: string;
  readonly rows: PointsItemView["gives"];
}): JSX.Element | null => {
  const { page, rows } = props;
  if (rows.length === 0) return null;
  const table = <GivesTable {...props} />;
  return rows.length <= MOST_ROWS_SHOWN ? (
    table
  ) : (
    <details class="more">
      <summary>
        {t(page, "policy.table", { count: rows.length })}
        <span class="unseen">{props.label}</span>
      </summary>
      {table}
    </details>
  );
};

const GivesTable = (props: {
  readonly page: PageContext;
  readonly label: string;
  readonly rows: PointsItemView["gives"];
}): JSX.Element => (
  <table class="points">
    <caption class="unseen">{props.label}</caption>
    <thead>
      <tr>
        <th scope="col">{t(props.page, "policy.case")}</th>
        <th scope="col" class="number">
          {t(props.page, "points.points")}
        </th>
      </tr>
    </thead>
    <tbody>
      {props.rows.map((row) => (
        <tr key={row.case.en}>
          <th scope="row">{say(props.page, row.case)}</th>
          <td class="number">{row.points}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
