import { text } from "@yangguang/core/domain/text.ts";
import type { ConditionView, PolicyView } from "../public/views.ts";
import { HASH, season } from "./data.ts";
import { factGroups } from "./decisions.ts";

const article = text("2024年招生通知 第三条", "2024 notice, article 3");
const rule = { article, demoChoice: false };

const plain = (zh: string, en: string): ConditionView => ({ words: text(zh, en), parts: [] });

export const policy: PolicyView = {
  title: text("永康市2024年城区小学招生政策", "Yongkang urban primary admission policy 2024"),
  season: season(),
  hash: HASH,
  referenceDate: "2024-06-01",
  timetable: season().timetable,
  sources: [
    text("永康市2024年城区小学招生通知", "Yongkang notice on urban primary admission, 2024"),
  ],
  asks: factGroups.map(({ source, facts }) => ({ source, facts: facts.map(({ label }) => label) })),
  admission: [
    {
      ...rule,
      label: text("年龄", "Age"),
      condition: plain(
        "2017年9月1日至2018年8月31日出生",
        "Born from 1 September 2017 to 31 August 2018",
      ),
    },
  ],
  categories: [
    {
      ...rule,
      id: "A1",
      label: text("户籍与房产都在施教区", "Registration and property in the zone"),
      admitted: true,
      scored: false,
      choices: text("可填城区学校", "May list urban schools"),
      condition: {
        words: text("同时满足：", "All of these:"),
        parts: [
          plain("儿童户籍在施教区", "The child is registered in the zone"),
          {
            words: text("至少满足一项：", "At least one of these:"),
            parts: [
              plain("父亲户籍在施教区", "The father is registered in the zone"),
              plain("母亲户籍在施教区", "The mother is registered in the zone"),
            ],
          },
        ],
      },
    },
    {
      ...rule,
      id: "M",
      label: text("随迁子女", "Migrant workers' children"),
      admitted: true,
      scored: true,
      choices: text("可填全部学校", "May list all schools"),
      condition: plain("有浙江居住证", "A valid Zhejiang residence permit"),
      demoChoice: true,
    },
    {
      ...rule,
      id: "X",
      label: text("其他", "Others"),
      admitted: false,
      scored: false,
      choices: text("不填志愿", "Lists no schools"),
      condition: null,
    },
  ],
  points: {
    items: [
      {
        ...rule,
        label: text("学历", "Education"),
        cap: "10",
        gives: [
          { case: text("本科及以上", "bachelor's degree or more"), points: "10" },
          { case: text("大专", "junior college"), points: "8" },
        ],
        parts: [],
      },
      {
        ...rule,
        label: text("年龄与稳定", "Age and stability"),
        cap: null,
        gives: [],
        parts: [
          {
            ...rule,
            label: text("社保", "Social insurance"),
            cap: "30",
            gives: [{ case: text("每满一个月", "each month"), points: "0.5" }],
            parts: [],
          },
        ],
      },
    ],
    bonuses: [
      {
        ...rule,
        label: text("第一志愿填本施教区学校", "A school of the own zone as first choice"),
        points: "2.5",
        demoChoice: true,
      },
    ],
  },
  choices: { min: 1, max: 3 },
  redistribution: "required",
  steps: [
    {
      ...rule,
      id: "a1",
      label: text("A1 类录取", "Step A1"),
      who: text("A1 类儿童", "Children of category A1"),
      mechanism: text(
        "按顺序逐个录取，尊重志愿",
        "In order, each gets the first listed school with a seat",
      ),
      order: [text("公开摇号", "Public lots")],
      limits: [],
    },
    {
      ...rule,
      id: "m",
      label: text("随迁子女录取", "Step for migrant workers' children"),
      who: text("积分 120 分以上的随迁子女", "Migrant workers' children with at least 120 points"),
      mechanism: text("积分优先、遵循志愿", "Points first, choices respected"),
      order: [
        text("总积分，高者在前", "Total points, highest first"),
        text("社保分", "Points for insurance"),
        text("公开摇号", "Public lots"),
      ],
      limits: [text("全市排名前 300 名", "The first 300 of the city")],
    },
  ],
};
