import type { Result } from "@yangguang/core/domain/result.ts";
import { fail, ok } from "@yangguang/core/domain/result.ts";
import type { Proposed } from "../registry/proposals.ts";
import { addProposal, lastProposal } from "../registry/proposals.ts";
import type { Tx } from "../registry/tables.ts";
import { onCeremony } from "./ceremony.ts";
import type { OpenSeason, Services } from "./context.ts";
import type { SeasonRequest } from "./season-acts.ts";

/** Whether a step needs a second person: where others than the platform watch the run. */
const needsTwo = ({ plan }: OpenSeason): boolean => plan.contributors.length > 1;

/** Who asked for a step and who takes it now; where the platform runs alone, it stands for one. */
export async function twoPeople(
  tx: Tx,
  season: OpenSeason,
  what: Proposed,
  actorId: string,
): Promise<Result<readonly [string, string]>> {
  if (!needsTwo(season)) return ok([actorId === "platform" ? "file" : actorId, "platform"]);
  const proposal = await lastProposal(tx, season, what);
  if (proposal === undefined || proposal.accountId === actorId) return needsAnother();
  return ok([proposal.accountId, actorId]);
}

const needsAnother = (): Result<never> =>
  fail(
    "ceremony.second-person",
    "这一步须由两个人完成：一人提出，另一人确认。请由另一名工作人员登录操作。",
    "This takes two people: one asks for it, another confirms. Let somebody else sign in and do it.",
  );

export interface ProposalRequest extends SeasonRequest {
  readonly what: "freeze" | "void";
  /** For a void: why, shown to the public. */
  readonly reason?: string;
}

/** Asks for a step that somebody else has to confirm. */
export const propose = (
  services: Services,
  { seasonId, actor, what, reason = "" }: ProposalRequest,
): Promise<Result<void>> =>
  onCeremony(services, seasonId, async (tx, season) => {
    if (what === "void" && reason.trim() === "") return noReason();
    const content = { reason: reason.trim() };
    await addProposal(tx, season, what, content, actor.id, new Date(season.moment.now));
    return ok(undefined);
  });

export const noReason = (): Result<never> =>
  fail(
    "void.no-reason",
    "请填写作废原因，它会向社会公开。",
    "Give the reason for voiding the run; it is shown to the public.",
    "reason",
  );
