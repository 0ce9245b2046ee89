import { possibleActions } from "@yangguang/core/domain/judge.ts";
import { assertNever, failure } from "@yangguang/core/domain/result.ts";
import type { Failure } from "@yangguang/core/domain/result.ts";
import type { ApplicationStatus } from "@yangguang/core/domain/status-table.ts";
import { text } from "@yangguang/core/domain/text.ts";
import type { School } from "@yangguang/core/policy/document.ts";
import type { SchoolListView, SchoolStatus } from "@yangguang/web/schools/views.ts";
import type { ListedApplication } from "../../services/cases.ts";
import type { OpenSeason } from "../../services/context.ts";
import type { OfferCount } from "../../services/overview.ts";
import {
  actionOffers,
  applicationHead,
  birthDateOf,
  maskDocument,
  pagingOf,
  seasonView,
  stepLabel,
} from "../common-views.ts";

export const ROWS = 50;

export const SCHOOL_STATUSES: readonly SchoolStatus[] = [
  "offered",
  "accepted",
  "registered",
  "absent",
  "gone",
];

/** The statuses of applications that a school's word stands for. */
export function statusesOf(status: SchoolStatus): readonly ApplicationStatus[] {
  switch (status) {
    case "offered":
    case "accepted":
    case "registered":
    case "absent":
      return [status];
    case "gone":
      return ["declined", "lapsed"];
    default:
      return assertNever(status);
  }
}

export interface SchoolList {
  readonly school: School;
  readonly offers: readonly OfferCount[];
  readonly filters: SchoolListView["filters"];
  readonly page: number;
  readonly total: number;
  readonly rows: readonly ListedApplication[];
}

export const schoolListView = (
  season: OpenSeason,
  { school, offers, filters, page, total, rows }: SchoolList,
  failures: readonly Failure[],
): SchoolListView => ({
  season: seasonView(season),
  school: school.name,
  seats: school.seats,
  counts: countsAt(school.id, offers),
  filters,
  children: rows.map((row) => childRow(season, row)),
  paging: pagingOf(page, total, ROWS),
  failures,
});

function countsAt(school: string, offers: readonly OfferCount[]): SchoolListView["counts"] {
  const count = (wanted: SchoolStatus): number => {
    const statuses: readonly string[] = statusesOf(wanted);
    return offers
      .filter((offer) => offer.school === school && statuses.includes(offer.status))
      .reduce((sum, offer) => sum + offer.count, 0);
  };
  return {
    offered: count("offered"),
    accepted: count("accepted"),
    registered: count("registered"),
    absent: count("absent"),
    gone: count("gone"),
  };
}

function childRow(
  { policy, moment }: OpenSeason,
  { application, child }: ListedApplication,
): SchoolListView["children"][number] {
  const { status, offer } = application.state;
  const possible = possibleActions("school", status, moment);
  return {
    application: applicationHead(application),
    name: child.name,
    birthDate: birthDateOf(child),
    documentMasked: maskDocument(child.document.number),
    step: offer === null ? text("–", "–") : stepLabel(policy, offer.step),
    actions: actionOffers(possible, ["register", "mark-absent"] as const),
  };
}

export const notInPlan = failure(
  "school.not-in-plan",
  "您的学校不在本季招生计划中，请联系教育局。",
  "Your school is not in this season's plan. Please contact the education bureau.",
);
