import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import {
  allOf,
  commitOf,
  judgementOf,
  keysOf,
  openedSharesOf,
} from "@yangguang/core/draw/ceremony-state.ts";
import { nextSteps } from "@yangguang/core/draw/next-steps.ts";
import type { ContributorStanding, LiveRunView } from "@yangguang/web/views.ts";
import type { OpenSeason, Services } from "../services/context.ts";
import type { WatchedRun } from "../services/run-watch.ts";
import { awaitedWords, contributorName, runSteps } from "./ceremony-words.ts";

/** The run as officers, contributors and the public watch it. */
export const liveRunView = (
  { publicLog }: Services,
  { run, plan }: OpenSeason,
  { mark, state, entries }: WatchedRun,
): LiveRunView => ({
  run,
  mark,
  watched: publicLog.quorum > 0,
  contributors: plan.contributors.map((id) => standingOf(state, id)),
  threshold: plan.threshold,
  objectionHours: plan.objectionHours,
  awaited: awaitedWords(nextSteps(state)),
  steps: runSteps(entries),
});

function standingOf(state: CeremonyState, id: string): ContributorStanding {
  const others = state.plan.contributors.filter((other) => other !== id);
  const said = (word: 0 | 1): readonly string[] =>
    others.filter((other) => judgementOf(state, other, id) === word);
  return {
    id,
    name: contributorName(id),
    registered: keysOf(state, id) !== undefined,
    committed: commitOf(state, id) !== undefined,
    foundGood: said(1).length,
    complaints: said(0).map(contributorName),
    secret: secretStanding(state, id),
    opened: openedSharesOf(state, id).length,
  };
}

function secretStanding(state: CeremonyState, id: string): ContributorStanding["secret"] {
  if (allOf(state, "reveal").some((entry) => entry.id === id)) return "revealed";
  return allOf(state, "recover").some((entry) => entry.id === id) ? "recovered" : "unknown";
}
