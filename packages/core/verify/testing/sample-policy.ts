import { parsePolicy } from "../../policy/parse.ts";
import type { Policy } from "../../policy/document.ts";

/** An invented town's policy, with as many schools as its children fill: YAML 1.2, written as JSON. */
export interface TownSize {
  readonly children: number;
  readonly perSchoolLots: boolean;
}

const CHILDREN_PER_SCHOOL = 120;
const FEWEST_SCHOOLS = 3;

const label = (zh: string, en: string) => ({ zh, en });
const rule = { source: "notice", article: "1", demoChoice: true };

const number = (at: number): string => String(at + 1).padStart(3, "0");

function plan(children: number): object {
  const count = Math.max(FEWEST_SCHOOLS, Math.round(children / CHILDREN_PER_SCHOOL));
  const places = Array.from({ length: count }, (_, at) => at);
  return {
    zones: places.map((at) => ({
      id: `Z${number(at)}`,
      name: label(`第${at + 1}片`, `Zone ${at + 1}`),
      center: [1000 * at, 300],
    })),
    schools: places.map((at) => ({
      id: `school-${number(at)}`,
      name: label(`第${at + 1}小学`, `School ${at + 1}`),
      group: at % 3 === 2 ? "village" : "town",
      // Some are asked for by more than they hold, and a few children stay without a seat.
      seats: Math.ceil((0.97 * children) / count),
      location: [1000 * at + 200, 0],
      zones: [`Z${number(at)}`, ...(at % 4 === 3 ? [`Z${number(at - 1)}`] : [])],
    })),
  };
}

const step = (id: string, rest: object): object => ({
  id,
  label: label(`步骤${id}`, `Step ${id}`),
  rule,
  lotScope: "one",
  order: [],
  ...rest,
});

function steps(perSchoolLots: boolean): readonly object[] {
  const choosing = { lists: "choices", lotScope: perSchoolLots ? "per-school" : "one" };
  return [
    step("zone", {
      mechanism: "serial-dictatorship",
      categories: ["R"],
      lists: "own-zone",
      order: [{ by: "term", term: "child.hukouSince", first: "smallest" }],
    }),
    step("wishes", { ...choosing, mechanism: "immediate-acceptance", categories: ["O"] }),
    step("points", {
      ...choosing,
      mechanism: "deferred-acceptance",
      categories: ["M"],
      order: [{ by: "points" }, { by: "item", item: "common" }],
    }),
    step("rest", {
      mechanism: "serial-dictatorship",
      categories: ["R", "M", "O"],
      lists: "nearest",
      redistribution: true,
    }),
  ];
}

const CATEGORIES = [
  {
    id: "R",
    label: label("本地户籍", "Registered here"),
    rule,
    when: { term: "child.hukouZone", present: true },
    admitted: true,
    scored: false,
    zoneFrom: ["child.hukouZone"],
  },
  {
    id: "M",
    label: label("随迁子女", "Migrants' children"),
    rule,
    when: { term: "lease.zone", present: true },
    admitted: true,
    scored: true,
    zoneFrom: ["lease.zone"],
  },
  { id: "O", label: label("其他", "Others"), rule, admitted: true, scored: false, zoneFrom: [] },
];

const POINTS = {
  items: [
    {
      id: "common",
      label: label("社保", "Insurance"),
      rule,
      cap: "100",
      gives: { perUnit: { term: "insurance.months", rate: "0.5", beyond: 0 } },
    },
    { id: "settled", label: label("定居", "Settled"), rule, gives: { flat: "20" } },
  ],
};

const window = (opens: string, closes: string) => ({ opens, closes });

/** The policy file's text. */
export function samplePolicySource({ children, perSchoolLots }: TownSize): string {
  const policy = {
    id: "sample-primary-2024",
    city: label("样例市", "Sample town"),
    year: 2024,
    level: "primary",
    title: label("样例市小学招生政策", "Sample town: admission to primary schools"),
    sources: [{ id: "notice", title: label("样例通告", "Sample notice") }],
    referenceDate: "2024-06-22",
    timetable: {
      application: window("2024-06-22T09:00+08:00", "2024-06-30T17:00+08:00"),
      review: window("2024-06-22T09:00+08:00", "2024-07-07T17:00+08:00"),
      acceptance: window("2024-07-15T09:00+08:00", "2024-07-22T17:00+08:00"),
      registration: window("2024-08-24T08:00+08:00", "2024-08-31T17:00+08:00"),
    },
    asks: [
      { source: "household", facts: ["child.hukouZone", "child.hukouSince"] },
      { source: "social-insurance", facts: ["insurance.months"] },
      { source: "lease", facts: ["lease.zone"] },
    ],
    categories: CATEGORIES,
    points: POINTS,
    choices: {
      min: 0,
      max: 5,
      groupsByCategory: { R: ["town"], M: ["town", "village"], O: ["town", "village"] },
    },
    plan: plan(children),
    steps: steps(perSchoolLots),
    redistribution: { consent: "required" },
  };
  return `# 样例政策  An invented policy\n${JSON.stringify(policy, null, 1)}\n`;
}

export function parsed(source: string): Policy {
  const policy = parsePolicy(source);
  if (!policy.ok) throw new Error(JSON.stringify(policy.error, null, 1));
  return policy.value;
}
