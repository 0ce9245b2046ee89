import type { JSX } from "preact";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { PageContext } from "../page.ts";
import { say } from "../page.ts";
import { t } from "../text/translate.ts";
import { Details } from "../ui/details/index.tsx";
import type { ApplicationSummaryView } from "./views.ts";

export const ChoiceNames = (props: {
  readonly page: PageContext;
  readonly choices: readonly Text[];
}): JSX.Element =>
  props.choices.length === 0 ? (
    <p class="hint">{t(props.page, "choices.noneListed")}</p>
  ) : (
    <ol class="ranked">
      {props.choices.map((school) => (
        <li key={school.en}>{say(props.page, school)}</li>
      ))}
    </ol>
  );

/** The wishes that go with the choices, in words. */
export function WishWords(props: {
  readonly page: PageContext;
  readonly view: ApplicationSummaryView;
}): JSX.Element {
  const { page, view } = props;
  const items = [
    ...(view.redistribution === null
      ? []
      : [
          {
            term: t(page, "summary.redistribution"),
            value: t(page, view.redistribution ? "summary.agreed" : "summary.refused"),
          },
        ]),
    ...(view.sharesLotWith.length === 0
      ? []
      : [
          {
            term: t(page, "summary.sharesLot"),
            value: view.sharesLotWith.join(page.language === "zh" ? "、" : ", "),
          },
        ]),
  ];
  return <Details items={items} />;
}
