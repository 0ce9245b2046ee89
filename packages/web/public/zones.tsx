import type { JSX } from "preact";
import { assertNever } from "@yangguang/core/domain/result.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes, withQuery } from "../routes.ts";
import { t } from "../text/translate.ts";
import { Button } from "../ui/button/index.tsx";
import { TextField } from "../ui/field/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Notice } from "../ui/notice/index.tsx";
import { ZoneMap } from "../ui/zone-map/index.tsx";
import type { ZonesView } from "./views.ts";

/** Which zone an address belongs to, and which schools serve it. */
export function ZonesPage({ view, page }: PageProps<ZonesView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "zones.title")} failures={view.failures}>
      <form method="get" action={routes.zones.path()} role="search" noValidate>
        <TextField
          page={page}
          name={fields.address}
          kind="search"
          label={t(page, "zones.address")}
          hint={t(page, "zones.addressHint")}
          failures={view.failures}
          autocomplete="street-address"
          maxLength={200}
          value={view.address}
        />
        <Button>{t(page, "zones.find")}</Button>
      </form>
      <div role="status">
        <Result page={page} view={view} />
      </div>
      <ZoneMap page={page} map={view.map} />
      <p class="hint">{t(page, "zones.legend")}</p>
    </Layout>
  );
}

function Result({
  page,
  view,
}: {
  readonly page: PageContext;
  readonly view: ZonesView;
}): JSX.Element | null {
  const { result } = view;
  switch (result.kind) {
    case "none-asked":
      return null;
    case "found":
      return (
        <section class="card now">
          <p class="hint">{result.address}</p>
          <p class="school-name">{say(page, result.zone)}</p>
          <h2>{t(page, "zones.schools", { count: result.schools.length })}</h2>
          <ul class="schools">
            {result.schools.map((school) => (
              <li key={school.name.en}>
                <strong>{say(page, school.name)}</strong>
                <span class="hint">{t(page, "choices.seats", { count: school.seats })}</span>
              </li>
            ))}
          </ul>
          <p class="hint">{t(page, "zones.notPromise")}</p>
        </section>
      );
    case "unknown":
      return (
        <Unknown page={page} suggestions={result.suggestions} told={view.failures.length > 0} />
      );
    default:
      return assertNever(result);
  }
}

const Unknown = (props: {
  readonly page: PageContext;
  readonly suggestions: readonly string[];
  /** The error above says already that the address was not found. */
  readonly told: boolean;
}): JSX.Element => (
  <Notice tone="warning" {...(props.told ? {} : { title: t(props.page, "zones.unknown") })}>
    {props.suggestions.length === 0 ? (
      <p>{t(props.page, "zones.unknownHelp")}</p>
    ) : (
      <>
        <p>{t(props.page, "zones.suggestions")}</p>
        <ul>
          {props.suggestions.map((address) => (
            <li key={address}>
              <a href={withQuery(routes.zones.path(), { [fields.address]: address })}>{address}</a>
            </li>
          ))}
        </ul>
      </>
    )}
  </Notice>
);
