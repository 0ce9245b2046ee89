import type { JSX } from "preact";
import type { PageProps } from "../page.ts";
import { CeremonyPage } from "./ceremony.tsx";
import { DrawPage } from "./draw.tsx";
import type { CeremonyView, DrawView } from "./views.ts";

/** The draw of a season: a ceremony of several, or the platform's own. */
export const DrawPages = ({ view, page }: PageProps<CeremonyView | DrawView>): JSX.Element =>
  view.kind === "ceremony" ? (
    <CeremonyPage view={view} page={page} />
  ) : (
    <DrawPage view={view} page={page} />
  );
