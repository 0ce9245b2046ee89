import { text } from "@yangguang/core/domain/text.ts";
import { ContributorPage } from "../contributors/contributor.tsx";
import type { ContributorView } from "../contributors/views.ts";
import { PANELS } from "../contributors/views.ts";
import { routes } from "../routes.ts";
import { liveRun } from "./ceremony-data.ts";
import { season } from "./data.ts";
import type { PageExample } from "./page-example.ts";

const view: ContributorView = {
  season: season("frozen"),
  live: { ...liveRun, objectionHours: 0 },
  me: { id: "notary", name: text("公证处", "the notary") },
  throws: 39,
  panel: "start",
  absent: [],
};

/** The page as its script leaves it, in every state. */
export const contributorExamples: readonly PageExample[] = PANELS.map((panel) => ({
  name: `contributor-${panel}`,
  role: "contributor",
  path: routes.contributor.path(),
  render: (page) => (
    <ContributorPage
      page={page}
      view={{ ...view, panel, absent: panel === "revealed" ? ["media", "parents"] : [] }}
    />
  ),
}));
