import type { Registers } from "../../demo/registers.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import { byDocument, civilTimeOf, makeSimulator, wireKey } from "../simulator-kit.ts";
import { STATUS_CODES, STATUS_PATH, StatusQuery, StatusReply } from "./wire.ts";

/** 政策照顾对象核查 of the demo city. */
export function makeSpecialStatusSimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const entries = byDocument(registers.special, ({ parent }) => parent.document);
  return makeSimulator("政策照顾对象核查 Special status", options, (app) => {
    app.post(
      STATUS_PATH,
      { schema: { summary: "政策对象核查", body: StatusQuery, response: { 200: StatusReply } } },
      ({ body }) => {
        const dx = body.jhr
          .flatMap(({ zjlx, zjhm }) => entries.get(wireKey(zjlx, zjhm)) ?? [])
          .map(({ status, reference }) => ({ lb: STATUS_CODES[status], wh: reference }));
        const cxsj = civilTimeOf(options.clock());
        return { resp: { jg: dx.length > 0 ? "Y" : "N", cxsj, dx } };
      },
    );
  });
}
