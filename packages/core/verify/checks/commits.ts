import { text } from "../../domain/text.ts";
import { hashBytes } from "../../draw/encoding.ts";
import type { Part } from "../../draw/encoding.ts";
import { isPoint } from "../../draw/escrow.ts";
import type { EntryOf } from "../../log/entries.ts";
import type { RunPlan } from "../../season/run-plan.ts";
import type { Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";
import { lastCommit, signatureFaults } from "../signed.ts";

const COMMITS = text("各方提交承诺", "the contributors' commitments");

export function checkCommits(material: Material): Evidence {
  const { plan } = material;
  const say = writer(
    "commits",
    text(
      "承诺的签名、分割多项式的点、给其他各方的份额",
      "the commitments' signatures, points and boxes",
    ),
    ["plan.json", ...material.indexOf("freeze", "contributor", "commit")],
  );
  const freeze = material.first("freeze");
  if (plan.value === null) return say.absent(needs("plan.json"));
  const { contributors } = plan.value;
  const commits = material.all("commit");
  const closed = material.first("cset") !== undefined;
  if (freeze === undefined || (!closed && commits.length === 0)) return say.absent(notYet(COMMITS));
  const faults: Fault[] = [];
  for (const commit of commits) {
    faults.push(...signatureFaults(material, freeze, commit), ...formFaults(plan.value, commit));
  }
  const lacking = contributors.filter((id) => lastCommit(material, id) === undefined);
  if (closed && lacking.length > 0) {
    faults.push(
      fault(
        contributors.join(" "),
        lacking.join(" "),
        `“${lacking.join("、")}”没有提交承诺。`,
        `Not committed: “${lacking.join(", ")}”.`,
      ),
    );
  }
  return say.judge(faults, `${contributors.length} contributors, ${commits.length} commitments`);
}

/** As many points as the threshold says, and a box for everybody else. */
function formFaults(
  { contributors, threshold }: RunPlan,
  { id, a, boxes }: EntryOf<"commit">,
): readonly Fault[] {
  const others = contributors.filter((other) => other !== id).join(" ");
  const boxed = Object.keys(boxes)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .join(" ");
  const whole = a.length === threshold && a.every(isPoint);
  return [
    ...(whole
      ? []
      : [
          fault(
            `${threshold} points`,
            a.join(" "),
            `“${id}”的多项式不是${threshold}个有效的点：份额无法恢复其秘密。`,
            `“${id}” has not published ${threshold} valid points: its secret could not be rebuilt.`,
          ),
        ]),
    ...(boxed === others
      ? []
      : [
          fault(
            others,
            boxed,
            `“${id}”没有给其他每一方各一份份额。`,
            `“${id}” has not dealt a share to everybody else.`,
          ),
        ]),
  ];
}

export function checkShares(material: Material): Evidence {
  const { plan } = material;
  const say = writer(
    "shares",
    text("各方对所收份额的确认", "what everybody said of the shares it got"),
    ["plan.json", ...material.indexOf("freeze", "commit", "share")],
  );
  const freeze = material.first("freeze");
  if (plan.value === null) return say.absent(needs("plan.json"));
  const { contributors } = plan.value;
  const shares = material.all("share");
  const closed = material.first("cset") !== undefined;
  if (freeze === undefined || (!closed && shares.length === 0)) {
    return say.absent(notYet(text("各方确认份额", "what is said of the shares")));
  }
  const faults: Fault[] = [];
  for (const share of shares) {
    faults.push(...signatureFaults(material, freeze, share));
    const about = material.all("commit").some(({ id, c }) => id === share.from && c === share.c);
    if (!about || share.id === share.from) faults.push(aboutNothing(share));
  }
  for (const id of closed ? contributors : []) {
    for (const from of contributors.filter((other) => other !== id)) {
      const c = lastCommit(material, from)?.c;
      const said = shares.findLast((one) => one.id === id && one.from === from && one.c === c)?.ok;
      if (said !== 1) faults.push(notValid(id, from, said));
    }
  }
  return say.judge(faults, `${shares.length} judgements of ${contributors.length} contributors`);
}

const aboutNothing = ({ id, from, c }: EntryOf<"share">): Fault =>
  fault(
    `commit ${from}`,
    c,
    `“${id}”确认了“${from}”没有提交过的承诺。`,
    `“${id}” speaks of a commitment that “${from}” has not made.`,
  );

const notValid = (id: string, from: string, said: 0 | 1 | undefined): Fault =>
  fault(
    "1",
    said === undefined ? "-" : String(said),
    `“${id}”没有确认“${from}”的份额有效，承诺却已截止。`,
    `“${id}” has not found the share of “${from}” valid, yet the commitments were closed.`,
  );

export function checkCset(material: Material): Evidence {
  const { plan, hashing } = material;
  const say = writer("cset", text("全部承诺的哈希", "the hash over all commitments"), [
    "plan.json",
    ...material.indexOf("freeze", "commit", "cset"),
  ]);
  const [freeze, cset] = [material.first("freeze"), material.first("cset")];
  if (cset === undefined) return say.absent(notYet(text("承诺截止", "the end of commitments")));
  if (plan.value === null || freeze === undefined) return say.absent(needs("plan.json, freeze"));
  const { contributors } = plan.value;
  const faults: Fault[] = [];
  if (cset.ids.join(" ") !== contributors.join(" ")) {
    faults.push(
      fault(
        contributors.join(" "),
        cset.ids.join(" "),
        "承诺集合的参与方不是plan.json所列的。",
        "The commitments' contributors are not those of plan.json.",
      ),
    );
  }
  const parts = contributors.flatMap((id): readonly Part[] => {
    const c = lastCommit(material, id)?.c;
    return c === undefined ? [] : [id, hashBytes(c)];
  });
  const found = hashing.tagged("xadm/v1/commitset", hashBytes(freeze.freeze), ...parts);
  if (found !== cset.cset) {
    faults.push(
      fault(
        cset.cset,
        found,
        "承诺集合的哈希不是由日志中的承诺得出的。",
        "The hash does not follow from the commitments in the log.",
      ),
    );
  }
  return say.judge(faults, cset.cset, found);
}
