import { text } from "@yangguang/core/domain/text.ts";
import type { ContributorStanding, LiveRunView, RunStep } from "../views.ts";
import { DICE, HASH, OTHER_HASH } from "./data.ts";

/** An invented ceremony that the example views show pieces of. */

const NAMES = {
  discipline: text("纪检监察", "the discipline inspectors"),
  media: text("媒体代表", "the press"),
  notary: text("公证处", "the notary"),
  parents: text("家长代表", "the parents"),
  platform: text("平台", "the platform"),
} as const;

const standing = (
  id: keyof typeof NAMES,
  change: Partial<ContributorStanding> = {},
): ContributorStanding => ({
  id,
  name: NAMES[id],
  registered: true,
  committed: true,
  foundGood: 4,
  complaints: [],
  secret: "unknown",
  opened: 0,
  ...change,
});

/** One is absent, of one somebody complains. */
export const contributors: readonly ContributorStanding[] = [
  standing("discipline", { secret: "revealed" }),
  standing("media", { opened: 2 }),
  standing("notary", { secret: "recovered", opened: 3 }),
  standing("parents", { foundGood: 3, complaints: [NAMES.media] }),
  standing("platform", { registered: false, committed: false, foundGood: 0 }),
];

/** Nobody but the platform has come yet. */
export const newcomers: readonly ContributorStanding[] = contributors.map(({ id, name }) => ({
  ...standing("platform", { committed: false, foundGood: 0, registered: id === "platform" }),
  id,
  name,
}));

export const sealedBy: readonly ContributorStanding[] = contributors.map(({ id, name }) => ({
  ...standing("platform"),
  id,
  name,
}));

const BUREAU = text("教育局", "the bureau");

/** Newest first; the newest waits for the witnesses. */
export const runSteps: readonly RunStep[] = [
  {
    key: "4",
    who: text("公证员甲、记者乙", "公证员甲, 记者乙"),
    what: text("当众掷骰，两人读数一致", "Dice thrown, read alike by two people"),
    value: DICE,
    leaves: [{ hash: OTHER_HASH, index: null }],
    publishedAt: null,
  },
  {
    key: "3",
    who: BUREAU,
    what: text("各方秘密全部封存，不再增减", "All secrets sealed; nobody joins or leaves"),
    value: HASH,
    leaves: [{ hash: HASH, index: 4122 }],
    publishedAt: "2024-06-25T09:31:00+08:00",
  },
  {
    key: "2",
    who: NAMES.notary,
    what: text(
      "核对了媒体代表、家长代表给的份额：有效",
      "Found the shares from the press, the parents good",
    ),
    leaves: [
      { hash: HASH, index: 4120 },
      { hash: OTHER_HASH, index: 4121 },
    ],
    publishedAt: "2024-06-25T09:25:00+08:00",
  },
  {
    key: "1",
    who: text("教育局两名工作人员", "two officers of the bureau"),
    what: text("名册冻结，共2031人", "Roll frozen, 2031 children"),
    value: HASH,
    leaves: [{ hash: OTHER_HASH, index: 4096 }],
    publishedAt: "2024-06-21T09:00:00+08:00",
  },
];

export const liveRun: LiveRunView = {
  run: "永康/2024/primary/1",
  mark: "1.40.4123",
  watched: true,
  contributors,
  threshold: 3,
  objectionHours: 48,
  awaited: [text("等待公开秘密：媒体代表。", "A secret is awaited from the press.")],
  steps: runSteps,
};
