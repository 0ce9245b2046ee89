import { utf8 } from "../../../draw/encoding.ts";
import { textOf } from "../../../log/bytes.ts";
import { parseSignedCheckpoint } from "../../../log/checkpoint.ts";
import { cosigned } from "../sample-log.ts";
import { receiptOf } from "../sample-receipt.ts";
import type { SampleChild } from "../sample-rows.ts";
import { committed } from "../sample-rows.ts";
import type { Cheat, Cheated } from "./cheat.ts";
import { cheat, HONEST, known, seenByReceipt, tampered } from "./cheat.ts";

const CHANGED = known(HONEST.frozen[5], "child").row;

/** The child qualified, and its family then had its choices put right, of which it has a receipt. */
function correctedOnce(child: SampleChild): SampleChild {
  if (child.pid !== CHANGED.pid) return child;
  const content = { ...CHANGED, version: CHANGED.version + 1, consentsToRedistribution: false };
  const last = committed(HONEST.policy, HONEST.run, content, new Uint8Array(32).fill(3));
  return { ...child, versions: [...child.versions, last] };
}

async function withReceipt(change: (text: string) => string): Promise<Cheated> {
  const text = textOf(await receiptOf(HONEST, CHANGED.pid)) ?? "";
  const receipt = utf8(change(text));
  return { ...HONEST, receipt };
}

/** With a receipt; the run itself is honest. */
export const RECEIPT_CHEATS: readonly Cheat[] = [
  cheat(
    ["receipt-altered", "family", "家长改了回执上的一项", "A family changes what its receipt says"],
    [seenByReceipt("inclusion")],
    () =>
      withReceipt((text) =>
        text.replace(/"redistribution","(?:yes|no)"/, (field) =>
          field.includes("yes") ? field.replace("yes", "no") : field.replace(/"no"$/, '"yes"'),
        ),
      ),
  ),
  cheat(
    [
      "receipt-old",
      "family",
      "用旧版回执冒充最新的",
      "A receipt of an older version is passed off as the newest",
    ],
    [seenByReceipt("roll")],
    async () => {
      const { pid, version } = CHANGED;
      const sample = tampered({ children: (children) => children.map(correctedOnce) });
      return { ...sample, receipt: await receiptOf(sample, pid, version) };
    },
  ),
  cheat(
    [
      "receipt-of-another-child",
      "family",
      "用别的孩子的回执冒充自己的",
      "A receipt is passed off as another child's",
    ],
    [seenByReceipt("inclusion")],
    () => {
      const { pid } = known(
        HONEST.frozen.find(({ row }) => row.pid !== CHANGED.pid),
        "child",
      ).row;
      return withReceipt((text) => text.replace(CHANGED.pid, pid));
    },
  ),
  cheat(
    [
      "receipt-without-witnesses",
      "platform",
      "发给家长的回执没有见证方签名",
      "A family is given a receipt that no witness has signed",
    ],
    [seenByReceipt("quorum")],
    () =>
      withReceipt((text) => {
        const note = textOf(known(HONEST.files.get("log/checkpoint"), "checkpoint")) ?? "";
        const signed = parseSignedCheckpoint(note);
        if (!signed.ok) throw new Error(signed.error.message.en);
        const alone = textOf(cosigned(HONEST.keys, signed.value.checkpoint, 0, [])) ?? "";
        const within = (each: string): string => JSON.stringify(each).slice(1, -1);
        return text.replace(within(note), within(alone));
      }),
  ),
];
