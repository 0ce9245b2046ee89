import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import type { Odds, Share } from "./odds.ts";

/**
 * The odds in plain sentences for a family, one for each school and one for no seat at all; first
 * what the figures are, last what they are not.
 */
export function oddsText(odds: Odds, school: (id: string) => Text): readonly Text[] {
  const { draws, schools, unplaced } = odds;
  const possible = schools.filter(({ times }) => times > 0);
  const results = possible.length + (unplaced.times > 0 ? 1 : 0);
  return [
    results === 1 ? sameResult(draws) : opening(draws),
    ...schools.map((share) => {
      const name = school(share.school);
      return text(
        `${name.zh}：${draws} 次中有 ${share.times} 次录取（${percentText(share)}）。`,
        `${name.en}: ${share.times} of ${draws} simulated draws gave this school (${rangeText(share)}).`,
      );
    }),
    text(
      `没有学位：${draws} 次中有 ${unplaced.times} 次（${percentText(unplaced)}）。`,
      `No seat: ${unplaced.times} of ${draws} simulated draws (${rangeText(unplaced)}).`,
    ),
    text(
      "正式摇号是另一次摇号：模拟不能预知结果。以上假定所有家庭的志愿、积分和各校学位都与现在相同。",
      "The real draw is another one, and no simulation foresees it. All lists, points and seats are taken to stay as they are now.",
    ),
  ];
}

const opening = (draws: number): Text =>
  text(
    `把所有摇号重新模拟 ${draws} 次，这个孩子的结果如下。`,
    `All lots were drawn anew ${draws} times in a simulation. This is what the child received.`,
  );

const sameResult = (draws: number): Text =>
  text(
    `把所有摇号重新模拟 ${draws} 次，这个孩子每次的结果都一样：看来不由摇号决定。`,
    `All lots were drawn anew ${draws} times in a simulation. The child received the same every time: lots seem not to decide here.`,
  );

const percent = (hundredths: number): string => `${(hundredths / 100).toFixed(1)}%`;

const percentText = ({ share, atLeast, atMost }: Share): string =>
  `约 ${percent(share)}，大致在 ${percent(atLeast)} 至 ${percent(atMost)} 之间`;

const rangeText = ({ share, atLeast, atMost }: Share): string =>
  `about ${percent(share)}; likely between ${percent(atLeast)} and ${percent(atMost)}`;
