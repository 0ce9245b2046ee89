import type { Failure, Result } from "../domain/result.ts";
import { err, ok } from "../domain/result.ts";
import { checkPolicy } from "./checks/check-policy.ts";
import type { PolicyRefusal } from "./decision.ts";
import type { Policy } from "./document.ts";
import { readPolicy } from "./read-policy.ts";
import { parseTree, placesOf } from "./tree.ts";

/**
 * Reads a policy file (YAML 1.2, so JSON too; format: docs/policies.md) and checks that it can be
 * used: that no child can be left without category or points, no tie without an order, and nothing
 * is used that nobody is asked for. Refuses with everything that must be mended, each with its
 * place: "line 40, column 3, steps[2].order".
 */
export function parsePolicy(source: string): Result<Policy, PolicyRefusal> {
  const tree = parseTree(source);
  if (!tree.ok) return tree;
  const problems: Failure[] = [];
  const policy = readPolicy(tree.value, problems);
  if (policy === undefined) return err(problems);
  const unfit = checkPolicy(policy, placesOf(tree.value));
  return unfit.length > 0 ? err(unfit) : ok(policy);
}
