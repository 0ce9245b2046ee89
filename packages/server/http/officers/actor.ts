import type { Actor } from "@yangguang/core/domain/application.ts";
import type { FastifyRequest } from "fastify";
import type { Account } from "../../services/accounts.ts";
import type { SeasonRequest } from "../../services/season-acts.ts";
import type { HttpContext } from "../context.ts";
import { requireRole } from "../context.ts";

export const requireOfficer = (request: FastifyRequest): Account => requireRole(request, "bureau");

export const actorOf = (officer: Account): Actor => ({ kind: "bureau", id: officer.id });

export const seasonRequest = (
  { seasonId }: HttpContext,
  officer: Account,
  key: string,
): SeasonRequest => ({ seasonId, actor: actorOf(officer), key });
