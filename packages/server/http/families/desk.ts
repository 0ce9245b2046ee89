import type { Actor } from "@yangguang/core/domain/application.ts";
import type { ForWhom } from "@yangguang/web/families/views.ts";
import type { Audience } from "@yangguang/web/routes.ts";
import { applicationRoutesOf } from "@yangguang/web/routes.ts";
import type { FastifyRequest } from "fastify";
import type { Account } from "../../services/accounts.ts";
import { loadPerson, mayActFor } from "../../services/families.ts";
import type { HttpContext } from "../context.ts";
import { requireRole } from "../context.ts";
import { Refusal } from "../refusals.ts";
import { familiesAtCounter } from "./counter-families.ts";

/**
 * From where applications are filled in: a guardian's phone, or a counter where a clerk acts for
 * guardians who stand before him. The pages are the same; the addresses differ.
 */
export interface Desk {
  readonly audience: Audience;
  readonly routes: (typeof applicationRoutesOf)[Audience];
  /** Who is signed in, and the guardians for whom this account may act now. */
  readonly open: (request: FastifyRequest) => {
    readonly account: Account;
    readonly guardianIds: readonly string[];
  };
}

/** One account that acts for one guardian. */
export interface Acting {
  readonly account: Account;
  readonly actor: Actor;
  readonly guardianId: string;
  readonly forWhom: ForWhom;
}

export const familyDesk = (): Desk => ({
  audience: "family",
  routes: applicationRoutesOf.family,
  open: (request) => {
    const account = requireRole(request, "guardian");
    if (account.personId === null) throw new Error("a guardian's account names no person");
    return { account, guardianIds: [account.personId] };
  },
});

export const counterDesk = (http: HttpContext): Desk => ({
  audience: "counter",
  routes: applicationRoutesOf.counter,
  open: (request) => {
    const account = requireRole(request, "clerk");
    return { account, guardianIds: familiesAtCounter(http, request, account) };
  },
});

/** A child whom none of the guardians may act for does not exist for them. */
export async function actingForChild(
  http: HttpContext,
  desk: Desk,
  request: FastifyRequest,
  childId: string,
): Promise<Acting> {
  const { account, guardianIds } = desk.open(request);
  for (const guardianId of guardianIds) {
    if (await mayActFor(http.services, guardianId, childId)) {
      return actingFor(http, desk, account, guardianId);
    }
  }
  throw new Refusal(404);
}

export async function actingFor(
  http: HttpContext,
  { audience }: Desk,
  account: Account,
  guardianId: string,
): Promise<Acting> {
  if (audience === "family") {
    const actor: Actor = { kind: "guardian", id: account.id };
    return { account, actor, guardianId, forWhom: { audience } };
  }
  const { name } = await loadPerson(http.services, guardianId);
  const actor: Actor = { kind: "clerk", id: account.id };
  return { account, actor, guardianId, forWhom: { audience, guardian: { id: guardianId, name } } };
}
