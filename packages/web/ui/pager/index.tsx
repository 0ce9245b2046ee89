import type { JSX } from "preact";
import type { PageContext } from "../../page.ts";
import { fields, withQuery } from "../../routes.ts";
import { t } from "../../text/translate.ts";
import type { Paging } from "../../views.ts";
import { formatNumber } from "../format.ts";

/**
 * Leads through a long list page by page, keeping the filters.
 *
 * Accessibility: a named navigation; links say “previous” and “next”; how many there are is words.
 */
export function Pager(props: {
  readonly page: PageContext;
  readonly paging: Paging;
  readonly path: string;
  /** The list's filters, by query parameter. */
  readonly filters: Readonly<Record<string, string>>;
}): JSX.Element {
  const { page, paging, path, filters } = props;
  const to = (number: number): string => withQuery(path, { ...filters, [fields.page]: number });
  return (
    <nav class="pager" aria-label={t(page, "pager.label")}>
      {paging.page > 1 && (
        <a rel="prev" href={to(paging.page - 1)}>
          {t(page, "pager.previous")}
        </a>
      )}
      <span>
        {t(page, "pager.place", {
          page: paging.page,
          pages: Math.max(1, paging.pages),
          total: formatNumber(page, paging.total),
        })}
      </span>
      {paging.page < paging.pages && (
        <a rel="next" href={to(paging.page + 1)}>
          {t(page, "pager.next")}
        </a>
      )}
    </nav>
  );
}
