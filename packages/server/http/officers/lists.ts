import type { FastifyInstance } from "fastify";
import { maskName } from "@yangguang/core/domain/names.ts";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { STATUS_LABELS } from "@yangguang/core/domain/status-table.ts";
import type { Text } from "@yangguang/core/domain/text.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { Policy } from "@yangguang/core/policy/document.ts";
import { ApplicationsPage } from "@yangguang/web/officers/applications.tsx";
import { InboxPage } from "@yangguang/web/officers/inbox.tsx";
import type { ApplicationsView, CaseRow, InboxView } from "@yangguang/web/officers/views.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { ListedApplication } from "../../services/cases.ts";
import { listApplications } from "../../services/cases.ts";
import { openReasons } from "../../services/overview.ts";
import { REFERRAL_LABELS } from "../../services/settle.ts";
import {
  applicationHead,
  categoryLabel,
  pagingOf,
  schoolName,
  seasonView,
} from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { oneOf, pageNumber, queryOf } from "../queries.ts";
import { requireOfficer } from "./actor.ts";

const ROWS = 50;

const STATUSES = Object.keys(STATUS_LABELS) as readonly ApplicationStatus[];

/** The inbox of open cases, and the search among all applications. */
export function registerLists(app: FastifyInstance, http: HttpContext): void {
  const { services } = http;

  app.get(routes.inbox.pattern, async (request, reply) => {
    const officer = requireOfficer(request);
    const season = await currentSeason(http);
    const query = queryOf(request);
    const filters: InboxView["filters"] = {
      query: query(fields.query),
      reason: query(fields.reason),
      claimed: oneOf(["mine", "nobody"] as const, query(fields.claimed)),
    };
    const number = pageNumber(query);
    const claimedBy = { "": undefined, mine: officer.id, nobody: null }[filters.claimed];
    const found = await listApplications(
      services,
      season.id,
      {
        statuses: ["in-review"],
        query: filters.query,
        ...(filters.reason === "" ? {} : { reason: filters.reason }),
        ...(claimedBy === undefined ? {} : { claimedBy }),
      },
      { offset: (number - 1) * ROWS, limit: ROWS },
    );
    const view: InboxView = {
      season: seasonView(season),
      filters,
      reasons: (await openReasons(services, season.id)).map(({ code, count }) => ({
        id: code,
        label: reasonLabel(code),
        count,
      })),
      cases: found.rows.map((row) => caseRow(season.policy, row)),
      paging: pagingOf(number, found.total, ROWS),
    };
    return sendPage(reply, InboxPage({ view, page: pageContext(http, request, reply) }));
  });

  app.get(routes.applications.pattern, async (request, reply) => {
    requireOfficer(request);
    const season = await currentSeason(http);
    const { policy } = season;
    const query = queryOf(request);
    const filters: ApplicationsView["filters"] = {
      query: query(fields.query),
      status: oneOf(STATUSES, query(fields.status)),
      school: query(fields.school),
    };
    const number = pageNumber(query);
    const found = await listApplications(
      services,
      season.id,
      {
        query: filters.query,
        ...(filters.status === "" ? {} : { statuses: [filters.status] }),
        ...(filters.school === "" ? {} : { school: filters.school }),
      },
      { offset: (number - 1) * ROWS, limit: ROWS },
    );
    const view: ApplicationsView = {
      season: seasonView(season),
      filters,
      schools: policy.plan.schools.map(({ id, name }) => ({ id, label: name })),
      rows: found.rows.map((row) => applicationRow(policy, row)),
      paging: pagingOf(number, found.total, ROWS),
    };
    return sendPage(reply, ApplicationsPage({ view, page: pageContext(http, request, reply) }));
  });
}

const reasonLabel = (code: string): Text =>
  Object.hasOwn(REFERRAL_LABELS, code)
    ? REFERRAL_LABELS[code as keyof typeof REFERRAL_LABELS]
    : text(code, code);

/** Names stay masked, and reasons without the family's words, until the case is opened. */
function caseRow(policy: Policy, row: ListedApplication): CaseRow {
  const { application, child, claimedBy, referredAt, changedAt } = row;
  const { settlement, referral } = application.state;
  return {
    application: applicationHead(application),
    childName: maskName(child.name),
    category: settlement === null ? null : categoryLabel(policy, settlement.category),
    reasons: [...new Set(referral.map(({ code }) => code))].map(reasonLabel),
    waitingSince: (referredAt ?? changedAt).toISOString(),
    claimedBy: claimedBy?.name ?? null,
  };
}

function applicationRow(policy: Policy, row: ListedApplication): ApplicationsView["rows"][number] {
  const { application, child, changedAt } = row;
  const { settlement, form, offer } = application.state;
  const firstChoice = form?.choices[0];
  return {
    application: applicationHead(application),
    childName: maskName(child.name),
    category: settlement === null ? null : categoryLabel(policy, settlement.category),
    firstChoice: firstChoice === undefined ? null : schoolName(policy, firstChoice),
    placedAt: offer === null ? null : schoolName(policy, offer.school),
    changedAt: changedAt.toISOString(),
  };
}
