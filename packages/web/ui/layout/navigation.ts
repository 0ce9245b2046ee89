import type { Role } from "../../page.ts";
import { routes } from "../../routes.ts";
import type { PlainTextKey } from "../../text/translate.ts";

export interface NavigationItem {
  readonly label: PlainTextKey;
  readonly path: string;
}

const FAMILY: readonly NavigationItem[] = [
  { label: "nav.home", path: routes.home.path() },
  { label: "nav.children", path: routes.children.path() },
  { label: "nav.zones", path: routes.zones.path() },
  { label: "nav.schools", path: routes.schools.path() },
  { label: "nav.policy", path: routes.policy.path() },
  { label: "nav.results", path: routes.results.path() },
];

const BUREAU: readonly NavigationItem[] = [
  { label: "nav.dashboard", path: routes.officer.path() },
  { label: "nav.inbox", path: routes.inbox.path() },
  { label: "nav.applications", path: routes.applications.path() },
  { label: "nav.plan", path: routes.plan.path() },
  { label: "nav.timetable", path: routes.timetable.path() },
  { label: "nav.freeze", path: routes.freeze.path() },
  { label: "nav.draw", path: routes.draw.path() },
  { label: "nav.allocate", path: routes.allocate.path() },
  { label: "nav.announce", path: routes.announce.path() },
];

const CLERK: readonly NavigationItem[] = [
  { label: "nav.counter", path: routes.counter.path() },
  { label: "nav.zones", path: routes.zones.path() },
  { label: "nav.policy", path: routes.policy.path() },
];

const SCHOOL: readonly NavigationItem[] = [
  { label: "nav.school", path: routes.school.path() },
  { label: "nav.policy", path: routes.policy.path() },
  { label: "nav.cutoffs", path: routes.cutoffs.path() },
];

const SUPERVISOR: readonly NavigationItem[] = [
  { label: "nav.supervisor", path: routes.supervisor.path() },
  { label: "nav.run", path: routes.run.path() },
  { label: "nav.policy", path: routes.policy.path() },
  { label: "nav.results", path: routes.results.path() },
];

const CONTRIBUTOR: readonly NavigationItem[] = [
  { label: "nav.contributor", path: routes.contributor.path() },
  { label: "nav.run", path: routes.run.path() },
  { label: "nav.policy", path: routes.policy.path() },
];

const BY_ROLE: Readonly<Record<Role, readonly NavigationItem[]>> = {
  guardian: FAMILY,
  clerk: CLERK,
  bureau: BUREAU,
  school: SCHOOL,
  supervisor: SUPERVISOR,
  contributor: CONTRIBUTOR,
};

/** What somebody finds in the navigation; `null` for a visitor. */
export const navigationFor = (role: Role | null): readonly NavigationItem[] =>
  role === null ? FAMILY : BY_ROLE[role];
