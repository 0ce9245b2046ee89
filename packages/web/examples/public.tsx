import { text } from "@yangguang/core/domain/text.ts";
import { failure } from "@yangguang/core/domain/result.ts";
import { ComponentsPage } from "../public/components.tsx";
import { CutoffsPage } from "../public/cutoffs.tsx";
import { ErrorPage } from "../public/error.tsx";
import { HomePage } from "../public/home.tsx";
import { HowPage } from "../public/how.tsx";
import { PolicyPage } from "../public/policy.tsx";
import { ResultsPage } from "../public/results.tsx";
import { RunPage } from "../public/run.tsx";
import { SchoolsPage } from "../public/schools.tsx";
import { SignInPage } from "../public/sign-in.tsx";
import type { ErrorKind, ResultsView, RunView, ZonesView } from "../public/views.ts";
import { VerifyPage } from "../public/verify.tsx";
import { ZonesPage } from "../public/zones.tsx";
import { fields, routes } from "../routes.ts";
import { components } from "../ui/components.ts";
import { liveRun, newcomers, runSteps } from "./ceremony-data.ts";
import { cutoffs } from "./cutoffs.ts";
import {
  DICE,
  HASH,
  OTHER_HASH,
  PID,
  SCHOOLS,
  announcedSeason,
  map,
  schoolName,
  season,
  seasonTrail,
  zoneName,
} from "./data.ts";
import type { PageExample } from "./page-example.ts";
import { policy } from "./policy.ts";

const ERRORS: readonly ErrorKind[] = [
  "bad-request",
  "unauthorised",
  "forbidden",
  "not-found",
  "stale",
  "too-many",
  "internal",
  "unavailable",
];

const zones: ZonesView = { address: "", failures: [], result: { kind: "none-asked" }, map: map() };

const results: ResultsView = {
  season: announcedSeason(),
  announced: true,
  failures: [],
  pid: "",
  found: null,
  rows: Array.from({ length: 6 }, (_, index) => ({
    pid: `${index}${PID.slice(1)}`,
    school: index === 4 ? null : schoolName(index),
    lot: HASH,
  })),
  paging: { page: 2, pages: 41, total: 2031 },
  placed: 1987,
  unplaced: 44,
};

const run: RunView = {
  season: announcedSeason(),
  live: { ...liveRun, awaited: [], objectionHours: 48 },
  policyHash: HASH,
  rollRoot: OTHER_HASH,
  rollSize: 2031,
  freezeHash: HASH,
  commitments: [{ by: text("教育局", "the bureau"), hash: OTHER_HASH }],
  dice: DICE,
  seed: HASH,
  resultHash: OTHER_HASH,
  trail: seasonTrail,
};

export const publicExamples: readonly PageExample[] = [
  {
    name: "verify",
    role: null,
    path: routes.verify.path(),
    render: (page) => (
      <VerifyPage
        page={page}
        view={{
          season: announcedSeason(),
          folderPath: "/run/1/files/",
          folderUrl: "https://rx.example.cn/run/1/files/",
          trust: HASH,
        }}
      />
    ),
  },
  {
    name: "home",
    role: null,
    path: "/",
    render: (page) => (
      <HomePage page={page} view={{ season: season(), schools: 24, seats: 4365 }} />
    ),
  },
  {
    name: "home-announced",
    role: "guardian",
    path: "/",
    render: (page) => (
      <HomePage page={page} view={{ season: announcedSeason(), schools: 24, seats: 4365 }} />
    ),
  },
  {
    name: "home-empty",
    role: null,
    path: "/",
    render: (page) => <HomePage page={page} view={{ season: null, schools: 0, seats: 0 }} />,
  },
  {
    name: "policy",
    role: null,
    path: routes.policy.path(),
    render: (page) => <PolicyPage page={page} view={policy} />,
  },
  {
    name: "policy-plain",
    role: null,
    path: routes.policy.path(),
    render: (page) => (
      <PolicyPage page={page} view={{ ...policy, points: null, redistribution: "assumed" }} />
    ),
  },
  { name: "how", role: null, path: routes.how.path(), render: (page) => <HowPage page={page} /> },
  {
    name: "schools",
    role: null,
    path: routes.schools.path(),
    render: (page) => (
      <SchoolsPage
        page={page}
        view={{
          season: season(),
          schools: SCHOOLS.map(({ id, name, seats }, index) => ({
            id,
            name,
            seats,
            group: text("城区公办", "urban public"),
            zones: [zoneName(index), zoneName(index + 1)],
          })),
        }}
      />
    ),
  },
  {
    name: "schools-empty",
    role: null,
    path: routes.schools.path(),
    render: (page) => <SchoolsPage page={page} view={{ season: null, schools: [] }} />,
  },
  {
    name: "zones",
    role: null,
    path: routes.zones.path(),
    render: (page) => <ZonesPage page={page} view={zones} />,
  },
  {
    name: "zones-found",
    role: null,
    path: `${routes.zones.path()}?address=1`,
    render: (page) => (
      <ZonesPage
        page={page}
        view={{
          ...zones,
          address: "紫微北路 6 号",
          result: {
            kind: "found",
            address: "紫微北路6号",
            zone: zoneName(5),
            schools: [
              { name: schoolName(0), seats: 270 },
              { name: schoolName(1), seats: 225 },
            ],
          },
          map: map({ zone: "z6", at: [1620, 1480] }),
        }}
      />
    ),
  },
  {
    name: "zones-unknown",
    role: null,
    path: routes.zones.path(),
    render: (page) => (
      <ZonesPage
        page={page}
        view={{
          ...zones,
          address: "紫薇路",
          result: { kind: "unknown", suggestions: ["紫微北路6号", "紫微南路18号"] },
          failures: [
            failure(
              "address.unclear",
              "请写到门牌号，例如“紫微北路 6 号”。",
              "Add the house number, such as “紫微北路6号”.",
              fields.address,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "results",
    role: null,
    path: routes.results.path(),
    render: (page) => <ResultsPage page={page} view={results} />,
  },
  {
    name: "results-found",
    role: null,
    path: routes.result.path({ pid: PID }),
    render: (page) => (
      <ResultsPage
        page={page}
        view={{
          ...results,
          pid: PID,
          found: { pid: PID, school: schoolName(1), lot: HASH },
        }}
      />
    ),
  },
  {
    name: "results-error",
    role: null,
    path: routes.results.path(),
    render: (page) => (
      <ResultsPage
        page={page}
        view={{
          ...results,
          pid: "3f2z",
          rows: [],
          failures: [
            failure(
              "pid.unknown",
              "没有这个公开编号，请对照回执再输一次。",
              "There is no such number. Compare it with the receipt.",
              fields.pid,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "results-not-yet",
    role: null,
    path: routes.results.path(),
    render: (page) => (
      <ResultsPage page={page} view={{ ...results, season: season(), announced: false }} />
    ),
  },
  {
    name: "cutoffs",
    role: null,
    path: routes.cutoffs.path(),
    render: (page) => (
      <CutoffsPage
        page={page}
        view={{ season: announcedSeason(), announced: true, rows: cutoffs }}
      />
    ),
  },
  {
    name: "cutoffs-not-yet",
    role: null,
    path: routes.cutoffs.path(),
    render: (page) => (
      <CutoffsPage page={page} view={{ season: season(), announced: false, rows: [] }} />
    ),
  },
  {
    name: "run",
    role: null,
    path: routes.run.path(),
    render: (page) => <RunPage page={page} view={run} />,
  },
  {
    name: "run-early",
    role: null,
    path: routes.run.path(),
    render: (page) => (
      <RunPage
        page={page}
        view={{
          ...run,
          season: season(),
          live: {
            ...liveRun,
            contributors: newcomers,
            awaited: [text("等待登记公钥：公证处。", "Keys are awaited from the notary.")],
            objectionHours: 0,
            steps: runSteps.slice(-1),
          },
          rollRoot: null,
          rollSize: null,
          freezeHash: null,
          commitments: [],
          dice: null,
          seed: null,
          resultHash: null,
        }}
      />
    ),
  },
  {
    name: "sign-in",
    role: null,
    path: routes.signIn.path(),
    render: (page) => (
      <SignInPage
        page={page}
        view={{
          back: "/family",
          service: text("浙里办统一身份认证（演示）", "Zheli identity service (demo)"),
          demo: true,
          failures: [],
        }}
      />
    ),
  },
  ...ERRORS.map((kind): PageExample => ({
    name: `error-${kind}`,
    role: kind === "stale" ? "guardian" : null,
    path: "/family",
    render: (page) => (
      <ErrorPage
        page={page}
        view={{
          kind,
          correlationId: "c0rr-e1at10n",
          back: "/family",
          retryAfterSeconds: kind === "too-many" ? 30 : null,
          failures:
            kind === "bad-request"
              ? [
                  failure(
                    "form.no-key",
                    "页面不完整，请返回上一页刷新后再提交。",
                    "The page is incomplete. Go back, reload it and send again.",
                  ),
                ]
              : [],
        }}
      />
    ),
  })),
  {
    name: "components",
    role: null,
    path: routes.components.path(),
    render: (page) => <ComponentsPage page={page} view={{ components }} />,
  },
];
