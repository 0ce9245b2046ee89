import { text } from "../../domain/text.ts";
import { hashBytes } from "../../draw/encoding.ts";
import { checkShare, isSecretOf, numberOf, recoverSecret } from "../../draw/escrow.ts";
import type { EntryOf } from "../../log/entries.ts";
import type { RunPlan } from "../../season/run-plan.ts";
import type { Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";
import { lastCommit, signatureFaults } from "../signed.ts";

/** Whether the secrets are those committed to, and those of absent ones were rebuilt rightly. */
export function checkReveals(material: Material): Evidence {
  const say = writer(
    "reveals",
    text(
      "公开的秘密是否就是承诺的；缺席者的秘密是否由其他各方的份额恢复",
      "the secrets against the commitments; those of absent ones from the others' shares",
    ),
    ["plan.json", ...material.indexOf("freeze", "commit", "reveal", "opened-share", "recover")],
  );
  const [freeze, plan] = [material.first("freeze"), material.plan.value];
  const [reveals, recoveries] = [material.all("reveal"), material.all("recover")];
  const seeded = material.first("seed") !== undefined;
  if (!seeded && reveals.length + recoveries.length === 0) {
    return say.absent(notYet(text("公开秘密", "the reveals")));
  }
  if (plan === null || freeze === undefined) return say.absent(needs("plan.json, freeze"));
  const faults: Fault[] = [];
  for (const entry of [...reveals, ...material.all("opened-share")]) {
    faults.push(...signatureFaults(material, freeze, entry));
  }
  for (const entry of [...reveals, ...recoveries]) {
    faults.push(...secretFaults(material, freeze, entry));
  }
  for (const entry of recoveries) faults.push(...recoveryFaults(material, plan, entry));
  const lacking = plan.contributors.filter((id) => material.secretOf(id) === undefined);
  if (seeded && lacking.length > 0) {
    faults.push(
      fault(
        plan.contributors.join(" "),
        lacking.join(" "),
        `缺少“${lacking.join("、")}”的秘密。`,
        `The secret of “${lacking.join(", ")}” is missing.`,
      ),
    );
  }
  return say.judge(faults, `${reveals.length} revealed, ${recoveries.length} recovered`);
}

/** C_i and a_0 of the last commitment must be those of the secret. */
function secretFaults(
  material: Material,
  freeze: EntryOf<"freeze">,
  { id, r }: EntryOf<"reveal"> | EntryOf<"recover">,
): readonly Fault[] {
  const commit = lastCommit(material, id);
  const c = material.hashing.tagged(
    "xadm/v1/commit",
    material.run,
    hashBytes(freeze.freeze),
    id,
    hashBytes(r),
  );
  if (commit?.c === c && isSecretOf(r, commit.a[0] ?? "")) return [];
  return [
    fault(
      commit?.c ?? "-",
      c,
      `“${id}”公开的不是它承诺的秘密。`,
      `“${id}” has not revealed the secret that it committed to.`,
    ),
  ];
}

function recoveryFaults(
  material: Material,
  { contributors, threshold }: RunPlan,
  { id, r }: EntryOf<"recover">,
): readonly Fault[] {
  const a = lastCommit(material, id)?.a ?? [];
  const placed = material.log?.reader.entries ?? [];
  const at = placed.findIndex(({ entry }) => entry.t === "recover" && entry.id === id);
  const shares = placed
    .slice(0, at)
    .map(({ entry }) => entry)
    .filter((entry) => entry.t === "opened-share" && entry.of === id && entry.id !== id)
    .flatMap((entry) =>
      entry.t === "opened-share" && contributors.includes(entry.id)
        ? [{ number: numberOf(contributors, entry.id), share: entry.share }]
        : [],
    )
    .filter(({ number, share }) => checkShare(share, number, a));
  const numbers = new Set(shares.map(({ number }) => number));
  const enough = numbers.size >= threshold;
  const distinct = [...numbers].flatMap(
    (number) => shares.find((one) => one.number === number) ?? [],
  );
  const found = enough ? recoverSecret(threshold, distinct) : `${numbers.size} shares`;
  if (found === r) return [];
  return [
    fault(
      enough ? r : `${threshold} shares`,
      found,
      `“${id}”的秘密不是由${threshold}份有效份额恢复的。`,
      `The secret of “${id}” was not rebuilt from ${threshold} valid shares.`,
    ),
  ];
}
