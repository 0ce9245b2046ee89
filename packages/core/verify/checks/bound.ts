import { text } from "../../domain/text.ts";
import { parsed } from "../loaded.ts";
import type { Loaded, Material } from "../material.ts";
import type { Evidence, Fault } from "../report.ts";
import { fault, writer } from "../report.ts";
import { policyFaults } from "./policy.ts";

/** The three files that the run's first entry binds by their hash. */
const BOUND = {
  plan: { path: "plan.json", tag: "xadm/v1/plan" },
  trust: { path: "trust.json", tag: "xadm/v1/trust" },
  rules: { path: "policy.yaml", tag: "xadm/v1/rules" },
} as const;

type Bound = keyof typeof BOUND;

/** The hash of the file, and what is wrong with it by itself and against the entry. */
function boundFile(
  material: Material,
  which: Bound,
  loaded: Loaded<unknown>,
): { readonly hash: string; readonly faults: readonly Fault[] } {
  const { path, tag } = BOUND[which];
  const faults = [...parsed(path, loaded)];
  const hash = loaded.bytes === null ? "" : material.hashing.tagged(tag, loaded.bytes);
  const logged = material.first("open")?.[which];
  if (loaded.bytes !== null && logged !== undefined && logged !== hash) {
    faults.push(
      fault(
        logged,
        hash,
        `${path} 不是运行开始时登记的那一份。`,
        `${path} is not the one that was logged when the run opened.`,
      ),
    );
  }
  return { hash, faults };
}

const NOT_OPEN = text(
  "日志中还没有本次运行的open条目，无从比较。",
  "The log has no open entry of the run yet to compare with.",
);

const sourceOf = (material: Material, which: Bound): readonly string[] => [
  BOUND[which].path,
  ...material.indexOf("open"),
];

export function checkPlan(material: Material): Evidence {
  const say = writer(
    "plan",
    text("plan.json的格式和哈希", "form and hash of plan.json"),
    sourceOf(material, "plan"),
  );
  const { hash, faults } = boundFile(material, "plan", material.plan);
  const open = material.first("open");
  if (faults.length === 0 && open === undefined) return say.absent(NOT_OPEN);
  return say.judge(faults, open?.plan ?? "", hash);
}

/** @param expected the hash that whoever verifies learned from elsewhere than the folder. */
export function checkTrust(material: Material, expected: string | undefined): Evidence {
  const say = writer(
    "trust",
    text(
      "trust.json（日志和见证方公钥）的哈希",
      "hash of trust.json, the keys of log and witnesses",
    ),
    sourceOf(material, "trust"),
  );
  const { hash, faults } = boundFile(material, "trust", material.trust);
  if (expected !== undefined && hash !== "" && hash !== expected) {
    const wrong = fault(
      expected,
      hash,
      "trust.json 与您从别处得知的不同：这可能是另一个日志。",
      "trust.json is not the one you learned of elsewhere: this may be another log.",
    );
    return say.fails([wrong, ...faults]);
  }
  const [first, ...more] = faults;
  if (first !== undefined) return say.fails([first, ...more]);
  if (expected !== undefined) return say.holds(expected, hash);
  return say.holds(
    material.first("open")?.trust ?? hash,
    hash,
    text(
      "您没有提供从别处得知的值，因此按文件夹自带的公钥检查。请与公告上印的值核对。",
      "You gave no value learned elsewhere, so the keys in the folder itself were used. Compare the value with the printed notice.",
    ),
  );
}

export function checkPolicy(material: Material): Evidence {
  const say = writer(
    "policy",
    text(
      "政策文件的哈希；其中的学校、学位、步骤、抽签与plan.json是否相同",
      "hash of the policy file; its schools, seats, steps and draws against plan.json",
    ),
    [...sourceOf(material, "rules"), "plan.json"],
  );
  const { hash, faults } = boundFile(material, "rules", material.policy);
  const all = [...faults, ...policyFaults(material)];
  const open = material.first("open");
  if (all.length === 0 && open === undefined) return say.absent(NOT_OPEN);
  return say.judge(all, open?.rules ?? "", hash);
}
