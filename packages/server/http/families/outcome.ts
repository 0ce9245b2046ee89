import type { Failure } from "@yangguang/core/domain/result.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import type { PageContext } from "@yangguang/web/page.ts";
import { fields } from "@yangguang/web/routes.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { HttpContext } from "../context.ts";
import { pageContext } from "../context.ts";
import { giveNotice } from "../notices.ts";
import { sendPage } from "../pages.ts";
import type { RefusalStatus } from "../refusals.ts";
import { refusalStatus } from "../refusals.ts";

type WholePage = Parameters<typeof sendPage>[1];

/** What a request leads to: another page, with a word about what was done, or this one again. */
export type Outcome =
  | { readonly to: string; readonly said?: Text }
  | { readonly show: (page: PageContext) => WholePage; readonly status?: RefusalStatus };

export function answer(
  http: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: Outcome,
): FastifyReply {
  if ("to" in outcome) {
    if (outcome.said !== undefined) giveNotice(reply, "good", outcome.said);
    return reply.redirect(outcome.to, 303);
  }
  return sendPage(reply, outcome.show(pageContext(http, request, reply)), outcome.status);
}

/** A choice's failure, at the field of the form. */
export function atField(failure: Failure): Failure {
  const rank = /^choices\.(\d+)$/.exec(failure.place ?? "")?.[1];
  return rank === undefined ? failure : { ...failure, place: fields.choice(Number(rank)) };
}

/** The status of a form that comes back: of its first failure. */
export const statusOf = ([first]: readonly Failure[]): RefusalStatus =>
  first === undefined ? 400 : refusalStatus(first);
