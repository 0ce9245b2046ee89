import type { Text } from "../../../domain/text.ts";
import type { Catch, Cheat, Cheater } from "./cheat.ts";
import { CHEAT_GROUPS, CHEATS, LEFT_TO_THE_FIRST } from "./catalogue.ts";

const CHEATERS: Readonly<Record<Cheater, Text>> = {
  platform: { zh: "平台", en: "the platform" },
  officer: { zh: "工作人员", en: "officers of the bureau" },
  contributor: { zh: "抽签参与方", en: "a contributor to the draw" },
  witness: { zh: "见证方", en: "witnesses" },
  agency: { zh: "核验部门", en: "an agency" },
  mirror: { zh: "镜像站", en: "whoever passes the files on" },
  family: { zh: "家庭", en: "a family" },
};

/** In plain words, and the check's name as both verifiers report it. */
function caughtBy(one: Catch): string {
  switch (one.tier) {
    case "public":
      return `anybody 任何人: \`${one.check}\``;
    case "room":
      return `the supervised room 核查室: \`${one.check}\``;
    case "receipt":
      return `the family's receipt 家长的回执: \`${one.check}\``;
    case "witness":
      return `an honest witness, which refuses to sign 见证方拒签: \`${one.refusal}\``;
    case "people":
      return `people 由人查看: ${one.how.en} ${one.how.zh}`;
    case "in-vain":
      return `it is in vain 徒劳: ${one.why.en} ${one.why.zh}`;
  }
}

const row = ({ title, by, caughtBy: catches }: Cheat): string => {
  const { zh, en } = CHEATERS[by];
  return `| ${title.en} | ${title.zh} | ${en} ${zh} | ${catches.map(caughtBy).join("; ")} |`;
};

const table = (cheats: readonly Cheat[]): readonly string[] => [
  "| Cheat | 作弊手法 | Who 谁能做 | What catches it 由什么发现 |",
  "|---|---|---|---|",
  ...cheats.map(row),
];

const seenBy = (tier: Catch["tier"]): number =>
  CHEATS.filter(({ caughtBy: catches }) => catches.some((each) => each.tier === tier)).length;

const unseen = CHEATS.filter(
  ({ caughtBy: catches }) => !catches.some(({ tier }) => tier === "public"),
);

/** `docs/cheats.md`, written from the catalogue so that the two cannot differ. */
export function cheatsDocument(): string {
  return [
    "# Ways to cheat, and what catches them",
    "",
    "**What the public cannot see.** Whoever has the published folder, and the keys' hash from the " +
      `printed notice, catches ${seenBy("public")} of these ${CHEATS.length} cheats. The other ` +
      `${unseen.length} leave the public files in perfect order, and verifying them says that all ` +
      "is well. Choices, categories and points are not published, so nobody outside can tell " +
      "whether the right child got the seat, whether a family's last row is the one that was used, " +
      "or whether what a row says is true; nor can one folder show that another one was shown to " +
      "somebody else. Such cheats are caught by a family that checks its own receipt " +
      `(${seenBy("receipt")}), in the supervised room, where an accredited person sees the rows and ` +
      `allocates anew (${seenBy("room")}), by a witness that refuses to sign (${seenBy("witness")}), ` +
      "or by people who look at paper, at a video or at their own notes " +
      `(${seenBy("people")}), which no computation can do for them; some by more than one of these.`,
    "",
    "**公众看不到什么。** 志愿、类别和积分不公开，所以仅凭公开的文件，没有人能判断每个学位是否给了该得的孩子，" +
      "用的是不是家长最后确认的那一行，以及那一行是否属实。这些由家长的回执、受监督的核查室、见证方，" +
      "以及查看原件和录像的人来发现。下表逐一写明。",
    "",
    "Every line is a test: it performs the cheat on a whole run, signs and logs all that follows as " +
      "consistently as the cheater could, and then looks whether the check named here fails. Where " +
      "the public is not named, the test also shows that public verification holds. The same " +
      "folders go to the second verifier, in Python. The checks are those of `yangguang verify`; " +
      "what each one computes stands in [specification.md](specification.md).",
    "",
    "Written from `packages/core/verify/testing/cheats` by `node scripts/write-cheats.ts`; a test " +
      "compares them.",
    ...CHEAT_GROUPS.flatMap(({ title, cheats }) => ["", `## ${title}`, "", ...table(cheats)]),
    "",
    "## What the public cannot see, once more 公众看不到的",
    "",
    ...table(unseen),
    "",
    "## What the second verifier leaves to the first 第二个验证程序不查的",
    "",
    "`verifiers/python` uses Python's standard library alone and so reads no YAML: it compares the " +
      "policy neither with the plan nor with the allocation's input, and of a receipt it works out " +
      "neither lot nor seat. These are therefore caught by `yangguang verify` only, or by another " +
      "of those who are named above:",
    "",
    ...CHEATS.flatMap(({ id, title, caughtBy: catches }) =>
      catches.flatMap((each) =>
        "check" in each && LEFT_TO_THE_FIRST.has(`${each.tier} ${each.check} ${id}`)
          ? [`- ${title.en} ${title.zh} (${each.tier}, \`${each.check}\`)`]
          : [],
      ),
    ),
    "",
  ].join("\n");
}
