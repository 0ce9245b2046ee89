import type { Text } from "../domain/text.ts";
import { text } from "../domain/text.ts";
import type { Material } from "./material.ts";
import type { Evidence, RunCheck, Verdict, VerifyReport } from "./report.ts";

/** What follows from some checks if all of them hold: docs/specification.md, section 16. */
const CLAIMS: readonly { readonly from: readonly RunCheck[]; readonly text: Text }[] = [
  {
    from: ["log-tiles", "log-root", "log-signature", "log-quorum", "entries", "order", "moments"],
    text: text(
      "日志只增不改；每个关键时刻都有见证方签名，先后次序和异议期都守住了。",
      "The log was only added to; witnesses signed it at each moment, in the due order and with the time for objections.",
    ),
  },
  {
    from: ["plan", "policy", "roll", "freeze", "rows-logged", "contributors", "moments"],
    text: text(
      "规则、名册和参与方都在掷骰之前定下；冻结之后没有人进入名册，也没有一行被改动。",
      "Rules, roll and contributors were fixed before the dice; after the freeze nobody came onto the roll and no row was changed.",
    ),
  },
  {
    from: [
      "commits",
      "shares",
      "cset",
      "dice",
      "reveals",
      "beacon",
      "seed",
      "holders",
      "lots",
      "moments",
    ],
    text: text(
      "抽签号由骰子和全部秘密得出；只要骰子真实，或串通的参与方少于门限人数，就没有人能左右抽签号。",
      "The lots follow from the dice and all secrets. If the dice are honest, or else if fewer contributors than the threshold act together, nobody could steer them.",
    ),
  },
  {
    from: ["placements", "seats", "cutoffs", "outcome", "build"],
    text: text(
      "公布的录取名单和分数线就是登记的那一份；录取的都在名册上，没有学校超过学位数。",
      "Placements and cutoffs are those that were logged; everybody placed is on the roll, and no school is over its seats.",
    ),
  },
  {
    from: ["audit"],
    text: text(
      "书面核查的对象由种子抽出，没有人能挑选。",
      "Who is checked on paper follows from the seed; nobody could choose.",
    ),
  },
  {
    from: ["rows", "counts", "problem", "allocation"],
    text: text(
      "由名册的内容按政策重新分配，每一名儿童的录取结果都与公布的相同。",
      "Allocating anew from the rows, by the policy, gives every child the place that was published.",
    ),
  },
];

const EVERY_CHILD = text(
  "每一名儿童是否都录取得当：志愿、类别和积分不公开，只有受监督的核查室能重新分配；各家庭可用回执核对自己的一行。",
  "That every child was placed rightly: choices, categories and points are not public, so only the supervised room can allocate anew. A family can check its own row with its receipt.",
);

const SIBLINGS = text(
  "共用一个抽签号的儿童是否真是兄弟姐妹：名单在掷骰之前就已固定，但登记内容只有受监督的核查室看得到。",
  "That children who share a lot are siblings: who shares was fixed before the dice, but only the supervised room sees the rows.",
);

const FACTS = text(
  "名册上的事实（户籍、房产、积分）是否真实：由书面核查抽样检查。",
  "That the facts in the rows (registration, property, points) are true: the sample on paper checks that.",
);

const OWN_KEYS = text(
  "日志是否就是公告上的那一份：没有提供trust值，所用公钥来自文件夹本身。",
  "That this is the log of the printed notice: no trust value was given, and the keys came from the folder itself.",
);

export function conclude(
  material: Material,
  checks: readonly Evidence[],
  trustGiven: boolean,
): VerifyReport {
  const holds = (check: RunCheck): boolean =>
    checks.some((one) => one.check === check && one.result === "holds");
  const verdict = verdictOf(material, checks);
  const proved = CLAIMS.filter(({ from }) => from.every(holds)).map((claim) => claim.text);
  const refuted = CLAIMS.filter(({ from }) => !from.every(holds))
    .filter(({ from }) => !from.includes("rows"))
    .map(({ text: { zh, en } }) => text(`（未能证明）${zh}`, `(Not proved) ${en}`));
  const notProved = [
    ...refuted,
    ...(trustGiven ? [] : [OWN_KEYS]),
    ...(holds("allocation") && holds("rows") ? [] : [EVERY_CHILD, SIBLINGS]),
    FACTS,
  ];
  return { run: material.run, verdict, checks, proved, notProved };
}

function verdictOf(material: Material, checks: readonly Evidence[]): Verdict {
  if (checks.some(({ result }) => result === "fails")) return "fails";
  if (material.first("void") !== undefined) return "void";
  if (material.first("announce") === undefined) return "holds-so-far";
  // Once the outcome is announced there is nothing to wait for.
  return checks.some(({ result }) => result === "absent") ? "fails" : "holds";
}
