import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import {
  commitOf,
  judgementOf,
  keysOf,
  secretOf,
  theOnly,
} from "@yangguang/core/draw/ceremony-state.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import { registration } from "@yangguang/core/draw/contributor.ts";
import { nextSteps } from "@yangguang/core/draw/next-steps.ts";
import type { EntryType } from "@yangguang/core/log/entries.ts";
import type { Panel } from "../contributors/views.ts";

export interface Standing {
  readonly panel: Panel;
  /** Whose secrets are not known, and of whom this contributor may open its share. */
  readonly absent: readonly string[];
}

/**
 * What is awaited from a contributor now: from what the log says and what its device holds.
 *
 * @param cosigned whether the witnesses have seen the entry of that type
 */
export function standingOf(
  state: CeremonyState,
  id: string,
  device: ContributorDevice | undefined,
  cosigned: (t: EntryType) => boolean,
): Standing {
  const panel = panelOf(state, id, device, cosigned);
  const mayOpen = panel === "revealed" || panel === "lost-secret";
  return { panel, absent: mayOpen ? absentFor(state, id) : [] };
}

const absentFor = (state: CeremonyState, id: string): readonly string[] =>
  nextSteps(state).flatMap(({ t, from, of }) =>
    t === "opened-share" && of !== undefined && of !== id && from.includes(id) ? [of] : [],
  );

function panelOf(
  state: CeremonyState,
  id: string,
  device: ContributorDevice | undefined,
  cosigned: (t: EntryType) => boolean,
): Panel {
  if (theOnly(state, "void") !== undefined) return "voided";
  if (theOnly(state, "seed") !== undefined) return "finished";
  const registered = keysOf(state, id);
  if (registered === undefined) return "register";
  if (device === undefined) return "lost";
  const own = registration(device);
  if (own.key !== registered.key || own.box !== registered.box) return "other-keys";
  if (theOnly(state, "freeze") === undefined) return "registered";
  if (!cosigned("freeze")) return "unwitnessed";
  if (theOnly(state, "cset") === undefined) return sealing(state, id, device);
  if (theOnly(state, "dice") === undefined) return "closed";
  if (secretOf(state, id) !== undefined) return "revealed";
  if (!cosigned("dice")) return "unwitnessed";
  return holdsSecret(state, id, device) ? "reveal" : "lost-secret";
}

function sealing(state: CeremonyState, id: string, device: ContributorDevice): Panel {
  if (commitOf(state, id) === undefined) return "commit";
  if (!holdsSecret(state, id, device)) return "commit-anew";
  const complained = state.plan.contributors.some((other) => judgementOf(state, other, id) === 0);
  return complained ? "commit-again" : "committed";
}

const holdsSecret = (state: CeremonyState, id: string, device: ContributorDevice): boolean =>
  device.deals.some(({ commit }) => commit.c === commitOf(state, id)?.c);
