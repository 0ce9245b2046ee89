import { AREAS } from "../../demo/documents.ts";
import type { DemoPerson, HukouEntry, KinEntry, Registers } from "../../demo/registers.ts";
import type { KinRelation, ValueOf } from "../agency.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import { byDocument, civilTimeOf, makeSimulator, wireDocument, wireKey } from "../simulator-kit.ts";
import type { PersonRow } from "./wire.ts";
import {
  FAMILY_PATH,
  FamilyReply,
  HUKOU_KIND_CODES,
  PersonQuery,
  RELATION_CODES,
  SELF,
  WARDS_PATH,
  WardsReply,
} from "./wire.ts";

/** 公安户籍 of the demo city. */
export function makeHouseholdSimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const rows = makeRows(registers);
  const kinOfChild = byDocument(registers.kin, ({ child }) => child.document);
  const wardsOf = byDocument(
    registers.kin.filter(({ guardian }) => guardian),
    ({ relative }) => relative.document,
  );
  const silent = new Set(registers.silent.household);
  const entries = byDocument(registers.hukou, ({ person }) => person.document);

  const family = (child: DemoPerson): PersonRow[] => {
    const { code, number } = wireDocument(child);
    const kin = kinOfChild.get(wireKey(code, number)) ?? [];
    return [rows.self(child), ...kin.map((entry) => rows.relative(entry))];
  };
  const envelope = (code: string, msg: string) => ({
    code,
    msg,
    sjc: civilTimeOf(options.clock()).replaceAll(/\D/g, ""),
    gxdw: `${AREAS.city}000000`,
  });

  return makeSimulator("公安户籍查询 Household register", options, (app) => {
    app.post(
      FAMILY_PATH,
      { schema: { summary: "儿童家庭成员", body: PersonQuery, response: { 200: FamilyReply } } },
      ({ body }) => {
        const entry = entries.get(wireKey(body.zjlx, body.gmsfhm))?.[0];
        if (entry === undefined) return { ...envelope("01", "查无此人"), datas: [] };
        if (silent.has(body.gmsfhm)) return { ...envelope("20", "处理中"), datas: [] };
        return { ...envelope("00", "成功"), datas: family(entry.person) };
      },
    );
    app.post(
      WARDS_PATH,
      { schema: { summary: "被监护儿童", body: PersonQuery, response: { 200: WardsReply } } },
      ({ body }) => {
        const key = wireKey(body.zjlx, body.gmsfhm);
        const entry = entries.get(key)?.[0];
        if (entry === undefined) return { ...envelope("01", "查无此人"), datas: [] };
        if (entry.person.name !== body.xm) return { ...envelope("02", "姓名不符"), datas: [] };
        const wards = wardsOf.get(key) ?? [];
        return {
          ...envelope("00", "成功"),
          datas: wards.map(({ child }) => ({ jtcy: family(child) })),
        };
      },
    );
  });
}

const REGION_CODES: Readonly<Record<ValueOf<"child.hukouRegion">, string | null>> = {
  city: AREAS.city,
  province: AREAS.province[0],
  elsewhere: AREAS.elsewhere[0],
  abroad: null,
};

interface Rows {
  self(child: DemoPerson): PersonRow;
  relative(entry: KinEntry): PersonRow;
}

function makeRows(registers: Registers): Rows {
  const hukou = new Map(registers.hukou.map((entry) => [entry.person.id, entry]));
  const row = (
    person: DemoPerson,
    relation: KinRelation | "self",
    rights: { readonly guardian: boolean; readonly custody: boolean },
  ): PersonRow => {
    const { code, number } = wireDocument(person);
    return {
      xm: person.name,
      zjlx: code,
      gmsfhm: number,
      csrq: eightDigits(person.birthDate),
      ygx: relation === "self" ? SELF : RELATION_CODES[relation],
      jhr: rights.guardian ? "1" : "0",
      fybs: rights.custody ? "1" : "0",
      ...registration(hukou.get(person.id)),
    };
  };
  return {
    self: (child) => row(child, "self", { guardian: false, custody: false }),
    relative: ({ relative, relation, guardian, custody }) =>
      row(relative, relation, { guardian, custody }),
  };
}

const eightDigits = (date: string): string => date.replaceAll("-", "");

function registration(
  entry: HukouEntry | undefined,
): Pick<PersonRow, "xzqh" | "hjdz" | "hlx" | "qrrq"> {
  if (entry === undefined || entry.address === null) {
    return { xzqh: null, hjdz: null, hlx: null, qrrq: null };
  }
  return {
    xzqh: REGION_CODES[entry.region],
    hjdz: entry.address,
    hlx: HUKOU_KIND_CODES[entry.kind],
    qrrq: entry.since === null ? "" : eightDigits(entry.since),
  };
}
