import type { LeaseEntry, Registers } from "../../demo/registers.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import { byDocument, makeSimulator, wireKey } from "../simulator-kit.ts";
import type { Lease } from "./wire.ts";
import { LEASES_PATH, LeasesQuery, LeasesReply } from "./wire.ts";

/** 住房和城乡建设（租赁备案） of the demo city. */
export function makeLeaseSimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const entries = byDocument(registers.leases, ({ tenant }) => tenant.document);
  return makeSimulator("住房租赁备案查询 Lease filings", options, (app) => {
    app.post(
      LEASES_PATH,
      { schema: { summary: "承租备案", body: LeasesQuery, response: { 200: LeasesReply } } },
      ({ body }) => {
        const rows = body.czrList
          .flatMap(({ czrzjlx, czrzjh }) => entries.get(wireKey(czrzjlx, czrzjh)) ?? [])
          .map(rowOf);
        return { code: 200, msg: "操作成功", time: options.clock(), total: rows.length, rows };
      },
    );
  });
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

const rowOf = (lease: LeaseEntry): Lease => ({
  bah: lease.filing,
  czrzjh: lease.tenant.document.number,
  zldz: lease.address,
  barq: midnight(lease.filedOn),
  jzrq: midnight(lease.until),
  zflx: lease.special ? "公租房" : "商品房",
  zt: "有效",
});
