import { text } from "@yangguang/core/domain/text.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { MyChildrenPage } from "@yangguang/web/families/my-children.tsx";
import type { ChildCardView, MyChildrenView } from "@yangguang/web/families/views.ts";
import { routes } from "@yangguang/web/routes.ts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { OpenSeason } from "../../services/context.ts";
import type { OwnChild } from "../../services/families.ts";
import { appliedByOthers, ownChildren, refreshFamily } from "../../services/families.ts";
import { childHead, seasonView } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason } from "../context.ts";
import { pathId } from "../queries.ts";
import { Refusal } from "../refusals.ts";
import type { Acting, Desk } from "./desk.ts";
import { actingFor } from "./desk.ts";
import { familyHead, sentApplication } from "./load.ts";
import { nextThing } from "./next.ts";
import { answer } from "./outcome.ts";

export function registerChildren(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  app.get(routes.children.pattern, async (request, reply) => {
    const { account, guardianIds } = desk.open(request);
    const [guardianId] = guardianIds;
    if (guardianId === undefined) throw new Refusal(404);
    return showFamily(http, await actingFor(http, desk, account, guardianId), request, reply);
  });
}

export function registerCounterFamily(app: FastifyInstance, http: HttpContext, desk: Desk): void {
  app.get(routes.counterFamily.pattern, async (request, reply) => {
    const { account, guardianIds } = desk.open(request);
    const guardianId = pathId(request, "guardian");
    // A family that this clerk has not found by its document does not exist for him.
    if (!guardianIds.includes(guardianId)) throw new Refusal(404);
    return showFamily(http, await actingFor(http, desk, account, guardianId), request, reply);
  });
}

async function showFamily(
  http: HttpContext,
  acting: Acting,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { services } = http;
  const { account, guardianId, forWhom } = acting;
  const season = await currentSeason(http);
  const answered = await refreshFamily(services, guardianId);
  const family = await ownChildren(services, season.id, guardianId, account.id);
  const sent = family.flatMap((own) => sentApplication(own) ?? []);
  const others =
    forWhom.audience === "family"
      ? await appliedByOthers(services, guardianId, sent)
      : new Map<string, Text>();
  const view: MyChildrenView = {
    forWhom,
    season: seasonView(season),
    register: answered.ok
      ? { state: "answered", asOf: answered.value.asOf.toISOString() }
      : { state: "unavailable", why: answered.error },
    children: family.map((own) => childCard(season, own, others)),
  };
  return answer(http, request, reply, { show: (page) => MyChildrenPage({ view, page }) });
}

/** @param others What another guardian who applied is to the child, by application. */
export function childCard(
  { moment }: OpenSeason,
  own: OwnChild,
  others: ReadonlyMap<string, Text>,
): ChildCardView {
  const application = sentApplication(own);
  const status = application?.state.status ?? "none";
  const relation = application === null ? undefined : others.get(application.id);
  return {
    child: childHead(own.child),
    application: application === null ? null : familyHead(application),
    appliedByOther: relation === undefined || status === "withdrawn" ? null : byOther(relation),
    ...nextThing(status, own.draft !== null, moment),
  };
}

const byOther = ({ zh, en }: Text): Text =>
  text(
    `孩子的${zh}已为孩子报名，一个孩子只需报名一次，您不用再报。`,
    `The child's ${en} has applied already. One application a child is enough; you need not apply again.`,
  );
