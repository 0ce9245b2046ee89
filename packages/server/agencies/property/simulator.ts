import type { Registers, TitleEntry } from "../../demo/registers.ts";
import type { Simulator, SimulatorOptions } from "../simulator-kit.ts";
import { civilTimeOf, makeSimulator, wireDocument, wireKey } from "../simulator-kit.ts";
import type { TitleRecord } from "./wire.ts";
import { TITLES_PATH, TitlesQuery, TitlesReply } from "./wire.ts";

/** 自然资源和规划（不动产登记） of the demo city. */
export function makePropertySimulator(
  registers: Registers,
  options: SimulatorOptions,
): Promise<Simulator> {
  const titlesOf = titlesByOwner(registers.titles);
  const silent = new Set(registers.silent.property);
  return makeSimulator("不动产登记查询 Property register", options, (app) => {
    app.post(
      TITLES_PATH,
      {
        schema: { summary: "权利人名下不动产", body: TitlesQuery, response: { 200: TitlesReply } },
      },
      ({ body }) => {
        const timestamp = civilTimeOf(options.clock());
        if (body.cxr.some(({ zjh }) => silent.has(zjh))) {
          return { status: 202, message: "处理中", timestamp, result: null };
        }
        const titles = new Set(
          body.cxr.flatMap(({ zjzl, zjh }) => titlesOf.get(wireKey(zjzl, zjh)) ?? []),
        );
        const records = [...titles].map(recordOf);
        return {
          status: 200,
          message: "查询成功",
          timestamp,
          result: { total: records.length, records },
        };
      },
    );
  });
}

function titlesByOwner(titles: readonly TitleEntry[]): ReadonlyMap<string, readonly TitleEntry[]> {
  const owned = titles.flatMap((title) =>
    title.owners.map(({ person }) => {
      const { code, number } = wireDocument(person);
      return { key: wireKey(code, number), title };
    }),
  );
  return new Map(
    [...Map.groupBy(owned, ({ key }) => key)].map(([key, group]) => [
      key,
      group.map(({ title }) => title),
    ]),
  );
}

const USES = { residential: "城镇住宅", commercial: "商业服务" } as const;

function recordOf(title: TitleEntry): TitleRecord {
  const documents = title.owners.map(({ person }) => wireDocument(person));
  const shared = title.owners.every(({ percent }) => percent !== null);
  return {
    bdcqzh: title.certificate,
    zl: title.address,
    qlr: title.owners.map(({ person }) => person.name).join(","),
    qlrzjzl: documents.map(({ code }) => code).join(","),
    qlrzjh: documents.map(({ number }) => number).join(","),
    gyfs: title.owners.length === 1 ? "单独所有" : shared ? "按份共有" : "共同共有",
    qlbl: shared ? title.owners.map(({ percent }) => `${percent}%`).join(",") : "",
    djsj: `${title.registeredOn} 10:22:31`,
    fwyt: USES[title.use],
    qszt: title.current ? "现势" : "历史",
    zwbz: title.ancestral ? "Y" : "N",
  };
}
