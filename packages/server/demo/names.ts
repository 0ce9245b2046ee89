import { assertNever } from "@yangguang/core/domain/result.ts";
import type { Random } from "./random.ts";

export type Sex = "female" | "male";
export type Origin = "chinese" | "minority" | "hong-kong" | "taiwan" | "foreign";

/** Surnames with rough weights: the commonest of the country, some of the place, some rare. */
const SURNAMES = {
  王: 60,
  李: 60,
  张: 55,
  刘: 40,
  陈: 60,
  胡: 45,
  徐: 40,
  吕: 35,
  应: 30,
  朱: 28,
  周: 28,
  吴: 28,
  程: 25,
  黄: 25,
  杨: 25,
  赵: 20,
  孙: 20,
  马: 14,
  林: 14,
  何: 14,
  郭: 14,
  高: 10,
  罗: 10,
  郑: 10,
  施: 12,
  楼: 10,
  卢: 10,
  颜: 6,
  章: 8,
  潘: 8,
  池: 3,
  单: 2,
  解: 2,
  仇: 2,
  覃: 2,
  查: 1,
  区: 1,
  欧阳: 2,
  尉迟: 1,
  万俟: 1,
  司徒: 1,
  上官: 1,
  诸葛: 1,
} as const satisfies Readonly<Record<string, number>>;

const CHILD_GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  female:
    "子涵 一诺 欣怡 梓萱 雨桐 诗涵 可馨 若曦 思妍 语桐 佳琪 沐晴 芷若 星辰 乐瑶 安琪 静怡 婉清 书瑶 念慈 昕 玥 悦 瑶 宁".split(
      " ",
    ),
  male: "子轩 浩然 宇航 梓轩 俊杰 子墨 一鸣 嘉豪 思远 天佑 明哲 睿诚 文博 泽楷 承宇 星河 景行 知行 家乐 晨曦 轩 睿 毅 阳 朗".split(
    " ",
  ),
};

const PARENT_GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  female:
    "丽娟 晓燕 海霞 雪梅 小芳 婷婷 春燕 美玲 秀英 莉莉 晓敏 佳慧 文静 丹丹 巧云 玲玲 慧 娟 敏 静 颖 倩".split(
      " ",
    ),
  male: "建军 志强 伟明 海峰 俊伟 永康 晓东 国栋 建华 文斌 立新 振宇 家明 小龙 春生 云飞 伟 强 磊 勇 涛 斌".split(
    " ",
  ),
};

const GRANDPARENT_GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  female: "秀珍 桂英 玉兰 凤英 彩娥 月仙 金花 爱珠 素芬 美娟 兰香 冬梅".split(" "),
  male: "德福 根生 国庆 建国 金水 樟根 永福 志和 土根 福林 炳荣 有才".split(" "),
};

const GIVEN = {
  child: CHILD_GIVEN,
  parent: PARENT_GIVEN,
  grandparent: GRANDPARENT_GIVEN,
} as const;

export type Generation = keyof typeof GIVEN;

/** Given names with characters that many systems cannot store or show. */
const RARE_GIVEN = ["𬭊", "䶮", "㛃", "子䶮", "雨㛃", "思𬭊", "𬱖", "文㻏"] as const;

/** Transliterated names, own name first; the longest has 25 characters. */
const LONG_NAMES: Readonly<Record<Sex, readonly string[]>> = {
  female: [
    "阿依古丽·麦麦提吐尔孙江",
    "古丽尼格尔·阿卜杜热合曼",
    "斯琴其木格·额尔德尼巴特尔",
    "努尔比耶·图尔荪托合提·肉孜阿洪",
  ],
  male: [
    "阿卜杜热西提·麦麦提吐尔孙·肉孜瓦吉",
    "艾力江·依明",
    "额尔德木图·巴雅尔孟和",
    "穆塔里甫·阿卜杜克热木·图尔荪托合提麦麦提敏",
  ],
};

/** Families with documents of other places; the given names fit no other surname. */
interface ForeignFamily {
  readonly parent: Readonly<Record<Sex, string>>;
  readonly child: Readonly<Record<Sex, string>>;
}

const HONG_KONG_FAMILIES: readonly ForeignFamily[] = [
  {
    parent: { female: "黃詠儀", male: "陳家豪" },
    child: { female: "陳嘉欣", male: "陳嘉朗" },
  },
  {
    parent: { female: "鄧美儀", male: "羅俊軒" },
    child: { female: "羅樂瑤", male: "羅梓謙" },
  },
];

const TAIWAN_FAMILIES: readonly ForeignFamily[] = [
  {
    parent: { female: "張詩敏", male: "林冠宇" },
    child: { female: "林雅婷", male: "林承恩" },
  },
];

const FOREIGN_FAMILIES: readonly ForeignFamily[] = [
  {
    parent: { female: "Emilia Rosalind Whitmarsh", male: "Oliver Tobias Whitmarsh" },
    child: { female: "Harriet Maud Whitmarsh", male: "Edmund Ellis Whitmarsh" },
  },
  {
    parent: { female: "Ana-Sofía Peralta Núñez", male: "Jean-Luc d'Aubigny" },
    child: { female: "Clémence d'Aubigny Peralta", male: "Théo d'Aubigny Peralta" },
  },
];

const surnameOf = (random: Random): string => random.weighted(SURNAMES);

/** About one child in a hundred has a rare character in its name. */
function givenName(random: Random, generation: Generation, sex: Sex): string {
  if (generation === "child" && random.chance(1)) return random.pick(RARE_GIVEN);
  return random.pick(GIVEN[generation][sex]);
}

/** Names the members of one family. `bearsFamilyName`: whether by blood in the father's line. */
export type Namer = (generation: Generation, sex: Sex, bearsFamilyName: boolean) => string;

export function namerFor(random: Random, origin: Origin, surname?: string): Namer {
  switch (origin) {
    case "chinese": {
      const family = surname ?? surnameOf(random);
      return (generation, sex, bearsFamilyName) =>
        (bearsFamilyName ? family : surnameOf(random)) + givenName(random, generation, sex);
    }
    case "minority":
      return (_generation, sex) => random.pick(LONG_NAMES[sex]);
    case "hong-kong":
      return foreignNamer(random.pick(HONG_KONG_FAMILIES));
    case "taiwan":
      return foreignNamer(random.pick(TAIWAN_FAMILIES));
    case "foreign":
      return foreignNamer(random.pick(FOREIGN_FAMILIES));
    default:
      return assertNever(origin);
  }
}

const foreignNamer =
  (family: ForeignFamily): Namer =>
  (generation, sex) =>
    family[generation === "child" ? "child" : "parent"][sex];
