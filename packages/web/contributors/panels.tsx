import type { JSX } from "preact";
import type { PageContext } from "../page.ts";
import { routes, withQuery, fields } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ButtonLink, ScriptButton } from "../ui/button/index.tsx";
import type { ContributorView, DeviceAct, Panel } from "./views.ts";
import { PANELS } from "./views.ts";

/** The one thing that each panel asks for, if it asks for anything. */
const ASKS: Readonly<Partial<Record<Panel, DeviceAct>>> = {
  offline: "look",
  register: "register",
  registered: "export",
  commit: "commit",
  "commit-anew": "commit",
  "commit-again": "commit",
  committed: "export",
  reveal: "reveal",
};

/** Panels that must frighten: something is wrong that nobody may pass over. */
const ALARMS: ReadonlySet<Panel> = new Set(["broken", "rewritten", "other-keys"]);

/** What is awaited from the contributor now, in every way it may stand; all but one are hidden. */
export const Panels = (props: {
  readonly page: PageContext;
  readonly view: ContributorView;
}): JSX.Element => {
  const { page, view } = props;
  return (
    <>
      {PANELS.map((panel) => (
        <div
          key={panel}
          data-panel={panel}
          hidden={panel !== view.panel}
          class={ALARMS.has(panel) ? "notice bad" : undefined}
        >
          <h2>{t(page, `panel.${panel}.title`)}</h2>
          {panel === "start" ? <Start page={page} /> : <p>{help(page, view, panel)}</p>}
          {panel === "signed-out" && (
            <ButtonLink
              href={withQuery(routes.signInStart.path(), {
                [fields.back]: routes.contributor.path(),
              })}
            >
              {t(page, "layout.signIn")}
            </ButtonLink>
          )}
          <Ask page={page} panel={panel} />
        </div>
      ))}
    </>
  );
};

const Ask = ({
  page,
  panel,
}: {
  readonly page: PageContext;
  readonly panel: Panel;
}): JSX.Element | null => {
  const act = ASKS[panel];
  if (act === undefined) return null;
  return (
    <ScriptButton does={act} kind={act === "export" ? "second" : "primary"}>
      {t(page, `deviceAct.${act}`)}
    </ScriptButton>
  );
};

/** Without scripts this stays: it says why the page needs them. */
const Start = ({ page }: { readonly page: PageContext }): JSX.Element => (
  <>
    <p>{t(page, "panel.start.help")}</p>
    <noscript>
      <p class="notice warning">{t(page, "contributor.noScript")}</p>
    </noscript>
  </>
);

function help(page: PageContext, view: ContributorView, panel: Exclude<Panel, "start">): string {
  const { throws } = view;
  const { threshold } = view.live;
  if (panel === "lost" || panel === "lost-secret") {
    return t(page, `panel.${panel}.help`, { threshold });
  }
  return panel === "closed"
    ? t(page, "panel.closed.help", { throws })
    : t(page, `panel.${panel}.help`);
}
