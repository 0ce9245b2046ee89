import { failure } from "@yangguang/core/domain/result.ts";
import { text } from "@yangguang/core/domain/text.ts";
import { CounterPage } from "../counters/counter.tsx";
import { fields, routes } from "../routes.ts";
import { SchoolListPage } from "../schools/school-list.tsx";
import type { SchoolListView } from "../schools/views.ts";
import { SupervisorPage } from "../supervisors/supervisor.tsx";
import { announcedSeason, head, schoolName, season, seasonTrail } from "./data.ts";
import type { PageExample } from "./page-example.ts";

const register = { action: "register", label: text("报到注册", "Register") } as const;
const absent = { action: "mark-absent", label: text("标记未报到", "Mark as not arrived") } as const;
const notOpen = text("报到还没有开始。", "Registration is not open yet.");

const list: SchoolListView = {
  season: announcedSeason(),
  school: schoolName(0),
  seats: 270,
  counts: { offered: 12, accepted: 230, registered: 21, absent: 1, gone: 6 },
  filters: { query: "", status: "" },
  children: [
    {
      application: head("accepted", 1),
      name: "应知远",
      birthDate: "2018-03-02",
      documentMasked: "3307**********1234",
      step: text("A1", "A1"),
      actions: [
        { ...register, allowed: true },
        { ...absent, allowed: true },
      ],
    },
    {
      application: head("registered", 2),
      name: "应㛃𬭊",
      birthDate: "2018-03-02",
      documentMasked: "3307**********1242",
      step: text("C 类录取", "Step C"),
      actions: [],
    },
    {
      application: head("offered", 3),
      name: "阿卜杜热合曼·麦麦提依明",
      birthDate: "2017-11-30",
      documentMasked: "H0******21",
      step: text("C 类录取", "Step C"),
      actions: [
        { ...register, allowed: false, why: notOpen },
        { ...absent, allowed: false, why: notOpen },
      ],
    },
  ],
  paging: { page: 1, pages: 14, total: 270 },
  failures: [],
};

export const otherExamples: readonly PageExample[] = [
  {
    name: "school",
    role: "school",
    path: routes.school.path(),
    render: (page) => <SchoolListPage page={page} view={list} />,
  },
  {
    name: "school-empty",
    role: "school",
    path: routes.school.path(),
    render: (page) => (
      <SchoolListPage
        page={page}
        view={{
          ...list,
          children: [],
          filters: { query: "王", status: "absent" },
          paging: { page: 1, pages: 0, total: 0 },
        }}
      />
    ),
  },
  {
    name: "counter",
    role: "clerk",
    path: routes.counter.path(),
    render: (page) => (
      <CounterPage
        page={page}
        view={{
          season: season(),
          guardianName: "",
          guardianDocument: "",
          statement: false,
          failures: [],
        }}
      />
    ),
  },
  {
    name: "counter-error",
    role: "clerk",
    path: routes.counter.path(),
    render: (page) => (
      <CounterPage
        page={page}
        view={{
          season: season(),
          guardianName: "应晓岚",
          guardianDocument: "33078419880101123",
          statement: false,
          failures: [
            failure(
              "identity.length",
              "身份证号码应为 18 位，现在是 17 位，请对照证件再看一遍。",
              "An identity number has 18 characters; this one has 17. Compare it with the card.",
              fields.guardianDocument,
            ),
            failure(
              "statement.missing",
              "请先向监护人宣读并征得同意。",
              "Read the statement to the guardian and ask for consent first.",
              fields.statement,
            ),
          ],
        }}
      />
    ),
  },
  {
    name: "supervisor",
    role: "supervisor",
    path: routes.supervisor.path(),
    render: (page) => (
      <SupervisorPage
        page={page}
        view={{
          season: season(),
          counts: [
            { status: "eligible", count: 1204 },
            { status: "in-review", count: 913 },
          ],
          trail: seasonTrail,
        }}
      />
    ),
  },
];
