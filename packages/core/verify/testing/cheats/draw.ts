import type { ContributorSecrets } from "../../../draw/contributor-keys.ts";
import { publicKeys, signEntry } from "../../../draw/contributor-keys.ts";
import { hashBytes, tagHash, toHex, utf8 } from "../../../draw/encoding.ts";
import { deal, recoverSecret } from "../../../draw/escrow.ts";
import { commitSet } from "../../../draw/hashes.ts";
import type { EntryOf, LogEntry } from "../../../log/entries.ts";
import { entryText } from "../../../log/entries.ts";
import { Chance } from "../chance.ts";
import type { SampleContributor } from "../sample-ceremony.ts";
import type { Sample, Tamper } from "../sample-run.ts";
import type { Cheat, Words } from "./cheat.ts";
import {
  changed,
  cheat,
  entryOf,
  HONEST,
  inTurn,
  isOf,
  known,
  logged,
  loggedAfter,
  notLogged,
  OTHER_HASH,
  publicCheat,
  seenInPublic,
  tampered,
} from "./cheat.ts";

const { run, plan, freeze, contributors } = HONEST;

const secretsOf = (id: string): ContributorSecrets =>
  known(
    contributors.find((each) => each.id === id),
    id,
  ).secrets;

const FIRST = known(contributors[0], "contributor");
const SECOND = known(contributors[1], "second contributor");

/** What a contributor would deal if it dealt once more. */
const dealtAnew = ({ id }: SampleContributor) =>
  deal({
    run,
    freeze,
    id,
    contributors: contributors.map((one) => ({ id: one.id, box: publicKeys(one.secrets).box })),
    threshold: plan.threshold,
    random: new Chance("anew").bytes,
  });

const newCommit = (contributor: SampleContributor): EntryOf<"commit"> => {
  const { a, boxes, c } = dealtAnew(contributor);
  const entry = { t: "commit", run, id: contributor.id, a, boxes, c } as const;
  return signEntry(freeze, entry, contributor.secrets.signing);
};

const STRANGER = publicKeys({ signing: OTHER_HASH, opening: OTHER_HASH });

const JOINING: readonly Cheat[] = [
  publicCheat(
    [
      "contributor-added-late",
      "platform",
      "名册冻结之后再加一个参与方",
      "A contributor is added after the freeze",
    ],
    "order",
    loggedAfter("freeze", () => [{ t: "contributor", run, id: "stranger", ...STRANGER }]),
  ),
  publicCheat(
    [
      "contributor-unplanned",
      "platform",
      "登记一个计划之外的参与方",
      "Somebody registers as a contributor whom the plan does not name",
    ],
    "contributors",
    loggedAfter("contributor", () => [{ t: "contributor", run, id: "stranger", ...STRANGER }]),
  ),
  publicCheat(
    [
      "contributor-left-out",
      "platform",
      "不让计划中的一个参与方登记",
      "A contributor whom the plan names is not let in",
    ],
    "contributors",
    notLogged((step) => isOf(step, "contributor") && step.entry.id === FIRST.id),
  ),
  publicCheat(
    [
      "contributor-key-replaced",
      "platform",
      "平台用自己的公钥顶替一个参与方",
      "The platform registers a key of its own for a contributor who has one",
    ],
    "contributors",
    loggedAfter("contributor", ({ entry }) => [
      { ...entryOf({ steps: [{ entry }] }, "contributor"), ...STRANGER },
    ]),
  ),
  publicCheat(
    [
      "contributor-twice",
      "contributor",
      "同一人以两个名义参与",
      "One person takes part under two names",
    ],
    "contributors",
    {
      contributors: (all) => all.map((each) => ({ ...each, secrets: FIRST.secrets })),
    },
  ),
];

/** One contributor's share was bad, and the one who got it said so. */
const complaint = logged("share", (entry, at) => {
  if (at > 0) return entry;
  const { sig: _, ...said } = entry;
  return signEntry(freeze, { ...said, ok: 0 }, secretsOf(entry.id).signing);
});

const replacedUnjudged: Tamper = inTurn(
  (steps) => {
    const at = steps.findIndex((step) => isOf(step, "cset"));
    return [...steps.slice(0, at), { entry: newCommit(FIRST) }, ...steps.slice(at)];
  },
  changed("cset", (entry) => {
    const members = plan.contributors.map((id) => ({
      id,
      commitment: id === FIRST.id ? dealtAnew(FIRST).c : (HONEST.deals.get(id)?.c ?? ""),
    }));
    return { ...entry, cset: commitSet(freeze, members) };
  }),
);

const COMMITTING: readonly Cheat[] = [
  publicCheat(
    [
      "commit-forged",
      "platform",
      "平台替参与方作承诺，签名不是其本人的",
      "The platform commits in a contributor's name, without its key",
    ],
    "commits",
    logged("commit", (entry, at) => {
      if (at > 0) return entry;
      const { sig: _, ...said } = entry;
      return signEntry(freeze, said, SECOND.secrets.signing);
    }),
  ),
  publicCheat(
    [
      "share-not-dealt",
      "contributor",
      "参与方不给其他各方分发份额",
      "A contributor deals no shares, so that nobody could rebuild its secret",
    ],
    "commits",
    logged("commit", (entry, at) => {
      if (at > 0) return entry;
      const { sig: _, ...said } = entry;
      return signEntry(freeze, { ...said, boxes: {} }, FIRST.secrets.signing);
    }),
  ),
  publicCheat(
    [
      "share-complaint-ignored",
      "platform",
      "有参与方说份额无效，平台照样结束承诺",
      "A contributor says that its share is bad, and the commitments are closed all the same",
    ],
    "shares",
    complaint,
  ),
  publicCheat(
    [
      "share-unanswered",
      "platform",
      "没等全部参与方确认份额就结束承诺",
      "The commitments are closed before everybody has found its shares valid",
    ],
    "shares",
    notLogged((step) => isOf(step, "share") && step.entry.from === FIRST.id),
  ),
  publicCheat(
    [
      "commitment-replaced",
      "contributor",
      "份额确认之后换一个承诺，其份额无人确认",
      "A contributor commits anew once its shares were found valid; the new ones nobody looked at",
    ],
    "shares",
    replacedUnjudged,
  ),
  publicCheat(
    [
      "commitment-replaced-late",
      "contributor",
      "承诺结束之后再换承诺",
      "A contributor commits anew after the commitments are closed",
    ],
    "order",
    loggedAfter("cset", () => [newCommit(FIRST)]),
  ),
  publicCheat(
    [
      "second-commit-set",
      "platform",
      "结束两次承诺，事后再挑一次",
      "The commitments are closed twice, to choose between the sets afterwards",
    ],
    "order",
    loggedAfter("cset", ({ entry }) => [entry]),
  ),
  publicCheat(
    [
      "commit-set-altered",
      "platform",
      "登记的承诺集合不是各方的承诺",
      "The set of commitments that is logged is not that of the contributors",
    ],
    "cset",
    logged("cset", (entry) => ({ ...entry, cset: OTHER_HASH })),
  ),
];

const otherDigit = (digits: string): string =>
  digits.replace(/^./, (digit) => String((Number(digit) + 1) % 10));

const asEntry = (entry: LogEntry): Uint8Array => utf8(entryText(entry));

const DICE: readonly Cheat[] = [
  publicCheat(
    [
      "dice-altered",
      "platform",
      "登记的点数不是得出种子的点数",
      "The dice that are logged are not those in the seed",
    ],
    "seed",
    logged("dice", (entry) => ({ ...entry, dice: otherDigit(entry.dice) })),
  ),
  cheat(
    [
      "dice-misread",
      "officer",
      "两名读数人串通，读出的不是掷出的点数",
      "Both readers agree to read other digits than were thrown",
    ],
    [
      {
        tier: "people",
        how: {
          zh: "掷骰的录像；而且只要参与方的秘密未泄露，改点数也得不到想要的结果",
          en: "the video of the throws; nor does it help them while the contributors' secrets are kept",
        },
      },
    ],
    () => tampered({ dice: otherDigit }),
  ),
  publicCheat(["dice-too-few", "officer", "只掷38次", "The die is thrown 38 times only"], "dice", {
    dice: (dice) => dice.slice(1),
  }),
  publicCheat(
    [
      "dice-one-reader",
      "officer",
      "读数和复核的是同一人",
      "The dice are read and read back by one person",
    ],
    "entries",
    logged("dice", (entry) => asEntry({ ...entry, readers: ["reader-1", "reader-1"] })),
  ),
  publicCheat(
    [
      "dice-too-early",
      "officer",
      "承诺结束之前就掷骰",
      "The dice are thrown before the commitments are closed",
    ],
    "order",
    {
      steps: (steps) => {
        const closed = steps.findIndex((step) => isOf(step, "cset"));
        const thrown = steps.findIndex((step) => isOf(step, "dice"));
        const at = (index: number) => known(steps[index], "step").entry;
        return steps.map((step, index) => {
          if (index === closed) return { ...step, entry: at(thrown) };
          return index === thrown ? { ...step, entry: at(closed) } : step;
        });
      },
    },
  ),
];

const ABSENT = { absent: true } as const;

const isRecovery = (step: Sample["steps"][number]): boolean =>
  isOf(step, "opened-share") || isOf(step, "recover");

/** The seed of all secrets but the absent one's. */
function seedWithoutLast(): string {
  const sample = tampered({}, ABSENT);
  const present = plan.contributors.slice(0, -1);
  return toHex(
    tagHash(
      "xadm/v1/seed",
      run,
      hashBytes(freeze),
      hashBytes(entryOf(sample, "cset").cset),
      entryOf(sample, "dice").dice,
      new Uint8Array(),
      ...present.map((id) => hashBytes(known(sample.deals.get(id), id).secret)),
    ),
  );
}

/** A deal in which one share was false, which shows only when the dealer is absent. */
function falselyDealt(): Sample {
  const shares: { number: number; share: string }[] = [];
  return tampered(
    inTurn(
      changed("opened-share", (entry, at) => {
        const { sig: _, ...said } = entry;
        const share = at === 0 ? "01".padEnd(64, "0") : said.share;
        shares.push({ number: plan.contributors.indexOf(said.id) + 1, share });
        return signEntry(freeze, { ...said, share }, secretsOf(said.id).signing);
      }),
      changed("recover", (entry) => ({ ...entry, r: recoverSecret(plan.threshold, shares) })),
    ),
    ABSENT,
  );
}

const withheld: Words = [
  "reveal-withheld",
  "contributor",
  "参与方见结果不利，不公开秘密",
  "A contributor who dislikes the outcome does not reveal its secret",
];

const REVEALING: readonly Cheat[] = [
  cheat(
    withheld,
    [
      {
        tier: "in-vain",
        why: {
          zh: "其余各方用份额恢复了秘密，种子不变",
          en: "the others rebuild the secret from their shares, and the seed is the same",
        },
      },
    ],
    () => tampered({}, ABSENT),
  ),
  cheat(
    [
      "recovery-dropped",
      "platform",
      "缺席者的秘密不恢复，用其余的秘密另得一个种子",
      "An absent contributor's secret is not rebuilt; the seed is made without it",
    ],
    [seenInPublic("reveals")],
    () => tampered({ ...notLogged(isRecovery), seed: seedWithoutLast }, ABSENT),
  ),
  publicCheat(
    [
      "recovery-from-too-few",
      "platform",
      "缺席者的秘密不是由足够的份额恢复的",
      "An absent contributor's secret is given without enough opened shares",
    ],
    "reveals",
    notLogged((step) => isOf(step, "opened-share") && step.entry.id === FIRST.id),
    ABSENT,
  ),
  cheat(
    [
      "share-false",
      "contributor",
      "参与方给出假份额，自己再缺席",
      "A contributor deals a false share, a friend finds it valid, and then it stays away",
    ],
    [seenInPublic("reveals")],
    falselyDealt,
  ),
  publicCheat(
    [
      "reveal-other",
      "contributor",
      "公开的秘密不是承诺的那一个",
      "A contributor reveals another secret than it committed to",
    ],
    "reveals",
    {
      revealed: (deals) =>
        new Map(
          [...deals].map(([id, each]) => [
            id,
            id === FIRST.id ? { ...each, secret: dealtAnew(FIRST).secret } : each,
          ]),
        ),
    },
  ),
  publicCheat(
    [
      "reveal-too-early",
      "contributor",
      "掷骰之前就公开秘密，让人先知道",
      "A contributor reveals its secret before the dice",
    ],
    "order",
    {
      steps: (steps) => {
        const from = steps.findIndex((step) => isOf(step, "reveal"));
        const to = steps.findIndex((step) => isOf(step, "dice"));
        const early = known(steps[from], "reveal");
        const rest = steps.filter((_, at) => at !== from);
        return [...rest.slice(0, to), early, ...rest.slice(to)];
      },
    },
  ),
  publicCheat(
    [
      "beacon-other-round",
      "platform",
      "用另一轮信标代替计划的一轮",
      "The public beacon of another round stands in for the planned one",
    ],
    "beacon",
    logged("beacon", (entry) => ({
      ...entry,
      round: 657_413,
      sig: "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b",
    })),
    { beacon: true },
  ),
  publicCheat(
    ["beacon-forged", "platform", "伪造信标的签名", "The public beacon's signature is forged"],
    "beacon",
    logged("beacon", (entry) => ({ ...entry, sig: `${entry.sig.slice(0, -2)}00` })),
    { beacon: true },
  ),
  publicCheat(
    [
      "seed-altered",
      "platform",
      "种子另选一个，抽签号由它得出",
      "Another seed is chosen, and lots are made from it",
    ],
    "seed",
    { seed: () => OTHER_HASH },
  ),
  publicCheat(
    [
      "seed-twice",
      "platform",
      "登记两个种子，事后再挑",
      "Two seeds are logged, to choose between them afterwards",
    ],
    "order",
    loggedAfter("seed", () => [{ t: "seed", run, seed: OTHER_HASH }]),
  ),
];

/** With the ceremony, from the contributors to the seed. */
export const DRAW_CHEATS: readonly Cheat[] = [...JOINING, ...COMMITTING, ...DICE, ...REVEALING];
