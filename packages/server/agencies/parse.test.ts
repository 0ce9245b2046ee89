import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePlainDate } from "@yangguang/core/domain/dates.ts";
import type { FactValue } from "@yangguang/core/domain/facts.ts";
import { factDefinition, isFactId } from "@yangguang/core/domain/facts.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import type { AgencyAnswer, AgencyFailure, Family } from "./agency.ts";
import { parseFamily, parseWards } from "./household/parse.ts";
import type { FamilyReply, WardsReply } from "./household/wire.ts";
import { parseLeases } from "./lease/parse.ts";
import type { LeasesReply } from "./lease/wire.ts";
import { parseTitles } from "./property/parse.ts";
import type { TitlesReply } from "./property/wire.ts";
import { parseResidents } from "./residence/parse.ts";
import type { ResidentsReply } from "./residence/wire.ts";
import { parsePayments } from "./social-insurance/parse.ts";
import type { PaymentsReply } from "./social-insurance/wire.ts";
import { parseStatus } from "./special-status/parse.ts";
import type { StatusReply } from "./special-status/wire.ts";
import { locateIn } from "./reading.ts";
import { QUERY, WEST_HOME, child, father, mother, person, zoneIndex } from "./test-town.ts";

/** Replies as the contracts have them, written out by hand; each is then spoilt in many ways. */
const childRow = {
  xm: child.name,
  zjlx: "111",
  gmsfhm: child.document.number,
  csrq: "20180305",
  ygx: "00",
  jhr: "0",
  fybs: "0",
  xzqh: "330799",
  hjdz: WEST_HOME,
  hlx: "1",
  qrrq: "20180320",
};
const motherRow = {
  ...childRow,
  xm: mother.name,
  gmsfhm: mother.document.number,
  csrq: "19880506",
  ygx: "02",
  jhr: "1",
  fybs: "1",
};
const household = { code: "00", msg: "成功", sjc: "20240622103000", gxdw: "330799000000" };
const FAMILY: FamilyReply = { ...household, datas: [childRow, motherRow] };
const WARDS: WardsReply = { ...household, datas: [{ jtcy: [childRow, motherRow] }] };
const TITLES: TitlesReply = {
  status: 200,
  message: "查询成功",
  timestamp: "2024-06-22 10:30:00",
  result: {
    total: 1,
    records: [
      {
        bdcqzh: "浙（2016）永康市不动产权第0000001号",
        zl: WEST_HOME,
        qlr: `${mother.name},王磊`,
        qlrzjzl: "111,111",
        qlrzjh: `${mother.document.number},${person("other", "王磊", "1980-01-01").document.number}`,
        gyfs: "按份共有",
        qlbl: "1/3,2/3",
        djsj: "2016-05-12 10:22:31",
        fwyt: "城镇住宅",
        qszt: "现势",
        zwbz: "N",
      },
    ],
  },
};
const PAYMENTS: PaymentsReply = {
  returnCode: "0",
  returnMsg: null,
  aae036: "20240622103000",
  data: {
    aac002: mother.document.number,
    aac003: mother.name,
    aac013: "1",
    list: [
      { aae003: "202405", aae140: "110", aae143: "10" },
      { aae003: "202404", aae140: "310", aae143: "21" },
    ],
  },
};
const RESIDENTS: ResidentsReply = {
  success: true,
  errorCode: null,
  queryTime: "2024-06-22 10:30:00",
  result: [
    {
      zjzl: "111",
      zjhm: mother.document.number,
      xm: mother.name,
      djrq: "2019/03/01",
      jzz: { bh: "1", yxqz: "2025/03/01" },
      jf: { xl: "30", jn: "4", ry: "D", zysj: "36.5小时" },
    },
  ],
};
const LEASES: LeasesReply = {
  code: 200,
  msg: "操作成功",
  time: 1_719_023_400_000,
  total: 1,
  rows: [
    {
      bah: "YKZL1",
      czrzjh: mother.document.number,
      zldz: WEST_HOME,
      barq: 1_651_334_400_000,
      jzrq: 1_751_334_400_000,
      zflx: "公租房",
      zt: "有效",
    },
  ],
};
const STATUS: StatusReply = {
  resp: { jg: "Y", cxsj: "2024-06-22 10:30:00", dx: [{ lb: "RC", wh: "永人才〔2023〕1号" }] },
};

const locate = locateIn(zoneIndex);
type Parsed = Result<AgencyAnswer | Family, AgencyFailure>;

const PARSERS: readonly (readonly [string, unknown, (reply: unknown) => Parsed])[] = [
  ["household, a child", FAMILY, (reply) => parseFamily(reply, QUERY, locate)],
  ["household, a guardian", WARDS, (reply) => parseWards(reply, mother)],
  ["property", TITLES, (reply) => parseTitles(reply, QUERY, locate)],
  ["social insurance", PAYMENTS, (reply) => parsePayments(reply, mother, QUERY.countedTo)],
  ["residence", RESIDENTS, (reply) => parseResidents(reply, QUERY)],
  ["lease", LEASES, (reply) => parseLeases(reply, QUERY, locate)],
  ["special status", STATUS, parseStatus],
];

/** Values that registers really send in place of what was agreed. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "null",
    "0",
    "-1",
    "99",
    "Y",
    "无",
    "?",
    "00000000",
    "20230230",
    "99999999",
    "2023-02-30 25:61:61",
    "33%",
    "1/0",
    "0/0",
    -1,
    0,
    1e308,
    true,
    [],
    {},
    "长".repeat(401),
    "\u0000\ud800",
    "__proto__",
    "constructor",
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const entries = Object.entries(value ?? {}).map(([name, inner]) =>
    name === String(key) ? [name, replaced(inner, rest, by)] : [name, inner],
  );
  const changed: unknown = Object.fromEntries(entries);
  return Array.isArray(value) ? Object.values(changed as object) : changed;
}

/** Whatever was sent, what comes out keeps to the contract. */
function checkAnswer(parsed: Parsed): void {
  if (!parsed.ok) {
    expect(["unavailable", "malformed", "refused"]).toContain(parsed.error.kind);
    return;
  }
  expect(Number.isNaN(parsed.value.asOf.getTime())).toBe(false);
  if ("children" in parsed.value) return;
  for (const [fact, value] of Object.entries(parsed.value.facts)) checkFact(fact, value);
}

function checkFact(fact: string, value: FactValue): void {
  if (!isFactId(fact)) throw new Error(`no such fact: ${fact}`);
  if (value === null) return;
  const { type } = factDefinition(fact);
  if (type.kind === "enum") expect(Object.keys(type.values)).toContain(value);
  if (type.kind === "date") expect(parsePlainDate(String(value))).toEqual({ ok: true, value });
  if (type.kind === "zone") expect(["west", "east"]).toContain(value);
  if (type.kind === "boolean") expect(typeof value).toBe("boolean");
  if (type.kind === "integer") {
    expect(Number.isInteger(value)).toBe(true);
    expect(Number(value)).toBeGreaterThanOrEqual(type.min);
    expect(Number(value)).toBeLessThanOrEqual(type.max);
  }
}

describe("an answer about somebody else", () => {
  const malformed = { ok: false, error: { kind: "malformed" } };

  test("is not believed of a child", () => {
    const other = { ...childRow, gmsfhm: person("other", "王一", "2018-04-05").document.number };
    const reply = { ...FAMILY, datas: [other, motherRow] };
    expect(parseFamily(reply, QUERY, locate)).toMatchObject(malformed);
  });

  test("gives nobody children whose guardian he is not", () => {
    expect(parseWards(WARDS, father)).toMatchObject(malformed);
    const notGuardian = { ...motherRow, jhr: "0" };
    const reply = { ...WARDS, datas: [{ jtcy: [childRow, notGuardian] }] };
    expect(parseWards(reply, mother)).toMatchObject(malformed);
  });
});

describe.each(PARSERS)("%s", (_name, good, parse) => {
  test("reads a reply that keeps to the contract", () => {
    const parsed = parse(good);
    expect(parsed).toMatchObject({ ok: true });
    if (parsed.ok && "remarks" in parsed.value) expect(parsed.value.remarks).toEqual([]);
    checkAnswer(parsed);
  });

  test("never throws on, nor believes, any JSON at all", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (reply) => {
        expect(parse(reply).ok).toBe(false);
      }),
      { seed: 20240622, numRuns: 300 },
    );
  });

  test("never throws on, nor gives wrong facts from, a reply spoilt in one or two places", () => {
    const place = fc.constantFrom(...pathsOf(good));
    fc.assert(
      fc.property(place, oddValue, place, oddValue, (first, odd, second, other) => {
        checkAnswer(parse(replaced(good, first, odd)));
        checkAnswer(parse(replaced(replaced(good, first, odd), second, other)));
      }),
      { seed: 20240622, numRuns: 1500 },
    );
  });

  test("never throws on a reply that lacks something", () => {
    for (const path of pathsOf(good)) {
      if (path.length === 0) continue;
      checkAnswer(parse(JSON.parse(JSON.stringify(replaced(good, path, undefined)))));
    }
  });
});
