import { text } from "../../domain/text.ts";
import { isSigningKey } from "../../draw/contributor-keys.ts";
import { isBoxKey } from "../../draw/escrow.ts";
import type { Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";

/** Whether just those have registered whom the plan names, each with keys of its own. */
export function checkContributors(material: Material): Evidence {
  const { plan } = material;
  const say = writer(
    "contributors",
    text(
      "登记的参与方与plan.json是否相同，公钥是否有效且各不相同",
      "the registered contributors against plan.json; their keys",
    ),
    ["plan.json", ...material.indexOf("contributor")],
  );
  if (plan.value === null) return say.absent(needs("plan.json"));
  const entries = material.all("contributor");
  const expected = plan.value.contributors.join(" ");
  const found = entries
    .map(({ id }) => id)
    .toSorted((left, right) => (left < right ? -1 : 1))
    .join(" ");
  const frozen = material.first("freeze") !== undefined;
  const faults: Fault[] = [];
  for (const { id, key, box } of entries) {
    if (isSigningKey(key) && isBoxKey(box)) continue;
    faults.push(
      fault(
        "keys",
        `${id}: ${key} ${box}`,
        `“${id}”的公钥无效。`,
        `The keys of “${id}” are not valid.`,
      ),
    );
  }
  const keys = entries.flatMap(({ key, box }) => [key, box]);
  if (new Set(keys).size < keys.length) {
    faults.push(
      fault(
        "all keys differ",
        found,
        "两个参与方用同一把公钥：其实是同一个人。",
        "Two contributors have the same key: they are one.",
      ),
    );
  }
  const strangers = entries.filter(({ id }) => plan.value?.contributors.includes(id) !== true);
  if (strangers.length > 0 || (frozen && expected !== found)) {
    faults.push(
      fault(
        expected,
        found,
        "登记的参与方不是plan.json所列的。",
        "Those who registered are not those whom plan.json names.",
      ),
    );
  }
  if (faults.length === 0 && !frozen && expected !== found) {
    return say.absent(notYet(text(`已登记：${found}`, `registered so far: ${found}`)));
  }
  return say.judge(faults, expected, found);
}
