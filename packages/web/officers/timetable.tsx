import type { JSX } from "preact";
import { WINDOW_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { WindowState } from "@yangguang/core/domain/timetable.ts";
import { windowState } from "@yangguang/core/domain/timetable.ts";
import type { PageContext, PageProps } from "../page.ts";
import { say } from "../page.ts";
import { fields, routes } from "../routes.ts";
import { t } from "../text/translate.ts";
import { ActionForm } from "../ui/action-form/index.tsx";
import { Refused } from "../ui/action-list/index.tsx";
import { Badge } from "../ui/badge/index.tsx";
import { Button } from "../ui/button/index.tsx";
import { TextArea, TextField } from "../ui/field/index.tsx";
import { Layout } from "../ui/layout/index.tsx";
import { Timeline } from "../ui/timeline/index.tsx";
import type { TimetableView } from "./views.ts";

/** Opens, moves and closes the season's windows; every change needs a reason and is published. */
export function TimetablePage({ view, page }: PageProps<TimetableView>): JSX.Element {
  return (
    <Layout page={page} title={t(page, "timetable.title")} width="wide" failures={view.failures}>
      <p>{t(page, "timetable.intro")}</p>
      <Refused page={page} offer={view.change} />
      {view.change.allowed && (
        <ActionForm page={page} id="timetable" to={routes.timetable.path()} version={view.version}>
          {/* Enter in a field saves; it must not press the first “now” button. */}
          <button
            type="submit"
            class="unseen"
            name={fields.command}
            value="save"
            tabIndex={-1}
            aria-hidden="true"
          />
          <TextArea
            page={page}
            name={fields.why}
            label={t(page, "timetable.why")}
            hint={t(page, "timetable.whyHint")}
            rows={2}
            failures={view.failures}
            value={view.why}
          />
          {view.windows.map((window) => (
            <WindowRow key={window.window} page={page} view={view} window={window} />
          ))}
          <Button name={fields.command} value="save">
            {t(page, "timetable.save")}
          </Button>
        </ActionForm>
      )}
      <h2>{t(page, "timetable.history")}</h2>
      <Timeline page={page} entries={view.history} />
    </Layout>
  );
}

function WindowRow(props: {
  readonly page: PageContext;
  readonly view: TimetableView;
  readonly window: TimetableView["windows"][number];
}): JSX.Element {
  const { page, view, window } = props;
  const name = say(page, WINDOW_LABELS[window.window]);
  const state = windowState(view.season.timetable[window.window], page.now);
  return (
    <fieldset class="window">
      <legend>
        {name}{" "}
        <Badge tone={state === "open" ? "good" : "neutral"}>{t(page, `window.${state}`)}</Badge>
      </legend>
      <TextField
        page={page}
        name={fields.opens(window.window)}
        kind="datetime-local"
        label={t(page, "timetable.opens")}
        failures={view.failures}
        value={window.opens}
      />
      <TextField
        page={page}
        name={fields.closes(window.window)}
        kind="datetime-local"
        label={t(page, "timetable.closes")}
        failures={view.failures}
        value={window.closes}
      />
      <NowButton page={page} window={window.window} state={state} />
    </fieldset>
  );
}

/** Opens a window that is not open, closes one that is. */
const NowButton = (props: {
  readonly page: PageContext;
  readonly window: TimetableView["windows"][number]["window"];
  readonly state: WindowState;
}): JSX.Element => {
  const { page, window } = props;
  const change = props.state === "open" ? "close" : "open";
  const name = say(page, WINDOW_LABELS[window]);
  return (
    <Button kind="second" name={fields.command} value={`${change}:${window}`}>
      {t(page, change === "open" ? "timetable.openNow" : "timetable.closeNow", { window: name })}
    </Button>
  );
};
