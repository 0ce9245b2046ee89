import type { InsuranceEntry, Registers } from "../../demo/registers.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import {
  byDocument,
  civilTimeOf,
  makeSimulator,
  silentApplicants,
  wireKey,
} from "../simulator-kit.ts";
import type { Payment } from "./wire.ts";
import { PAYMENTS_PATH, PaymentsQuery, PaymentsReply } from "./wire.ts";

/** 人力资源和社会保障 of the demo city. */
export function makeSocialInsuranceSimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const entries = byDocument(registers.insurance, ({ person }) => person.document);
  const silent = silentApplicants(registers, "social-insurance");
  return makeSimulator("社会保险缴费查询 Social insurance", options, (app) => {
    app.post(
      PAYMENTS_PATH,
      {
        schema: { summary: "个人缴费明细", body: PaymentsQuery, response: { 200: PaymentsReply } },
      },
      ({ body }) => {
        const aae036 = civilTimeOf(options.clock()).replaceAll(/\D/g, "");
        const key = wireKey(body.aac058, body.aac002);
        if (silent.has(key)) return { returnCode: "7", returnMsg: "处理中", aae036, data: null };
        const entry = entries.get(key)?.[0];
        if (entry === undefined)
          return { returnCode: "1", returnMsg: "无记录", aae036, data: null };
        return {
          returnCode: "0",
          returnMsg: null,
          aae036,
          data: {
            aac002: entry.recordedNumber,
            aac003: entry.recordedName,
            aac013: entry.employed ? "1" : "2",
            list: paymentsOf(entry),
          },
        };
      },
    );
  });
}

/** One row for each month and kind of insurance, the latest first. */
function paymentsOf({ stretches }: InsuranceEntry): Payment[] {
  return stretches.flatMap(({ last, months, paid }) => {
    const [year, month] = last.split("-").map(Number) as [number, number];
    const lastIndex = year * 12 + month - 1;
    return Array.from({ length: months }, (_, back) => {
      const index = lastIndex - back;
      const aae003 = `${Math.floor(index / 12)}${String((index % 12) + 1).padStart(2, "0")}`;
      const aae143 = paid === "on-time" ? "10" : "21";
      return [
        { aae003, aae140: "110", aae143 },
        { aae003, aae140: "310", aae143 },
      ];
    }).flat();
  });
}
