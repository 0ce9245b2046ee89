import type { Registers, ResidenceEntry } from "../../demo/registers.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import {
  byDocument,
  civilTimeOf,
  makeSimulator,
  silentApplicants,
  wireDocument,
  wireKey,
} from "../simulator-kit.ts";
import type { Resident } from "./wire.ts";
import {
  EDUCATION_CODES,
  HONOUR_CODES,
  RESIDENTS_PATH,
  ResidentsQuery,
  ResidentsReply,
  SKILL_CODES,
} from "./wire.ts";

/** 公安流动人口管理 of the demo city. */
export function makeResidenceSimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const entries = byDocument(registers.residence, ({ person }) => person.document);
  const silent = silentApplicants(registers, "residence");
  return makeSimulator("居住证与积分查询 Residence permits and points", options, (app) => {
    app.post(
      RESIDENTS_PATH,
      { schema: { summary: "居住登记", body: ResidentsQuery, response: { 200: ResidentsReply } } },
      ({ body }) => {
        const queryTime = civilTimeOf(options.clock());
        const keys = body.persons.map(({ zjzl, zjhm }) => wireKey(zjzl, zjhm));
        if (keys.some((key) => silent.has(key))) {
          return { success: false, errorCode: "BUSY", queryTime, result: [] };
        }
        const result = keys.flatMap((key) => entries.get(key) ?? []).map(residentOf);
        return { success: true, errorCode: null, queryTime, result };
      },
    );
  });
}

const slashed = (date: string): string => date.replaceAll("-", "/");

function residentOf(entry: ResidenceEntry): Resident {
  const { code, number } = wireDocument(entry.person);
  return {
    zjzl: code,
    zjhm: number,
    xm: entry.person.name,
    djrq: slashed(entry.registeredOn),
    jzz:
      entry.permit === null
        ? null
        : { bh: entry.permit.number, yxqz: slashed(entry.permit.validUntil) },
    jf: {
      xl: EDUCATION_CODES[entry.education],
      jn: SKILL_CODES[entry.skill],
      ry: HONOUR_CODES[entry.honour],
      zysj: entry.volunteerHours === 0 ? "" : `${entry.volunteerHours}小时`,
    },
  };
}
