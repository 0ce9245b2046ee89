import { text } from "../../domain/text.ts";
import { beaconHash, isBeacon } from "../../draw/beacon.ts";
import { hashBytes } from "../../draw/encoding.ts";
import type { Material } from "../material.ts";
import type { Evidence } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, notYet } from "../loaded.ts";

const SEED = text("得出种子", "the seed");

export function checkDice(material: Material): Evidence {
  const say = writer("dice", text("掷骰次数，两名读数人", "number of throws, two readers"), [
    "plan.json",
    ...material.indexOf("dice"),
  ]);
  const dice = material.first("dice");
  const plan = material.plan.value;
  if (dice === undefined) return say.absent(notYet(text("掷骰", "the dice")));
  if (plan === null) return say.absent(needs("plan.json"));
  const found = `${dice.dice} (${dice.dice.length})`;
  const few = fault(
    `>= ${plan.throws}`,
    found,
    `掷骰少于${plan.throws}次。`,
    `There were fewer than ${plan.throws} throws.`,
  );
  return say.judge(dice.dice.length < plan.throws ? [few] : [], `>= ${plan.throws}`, found);
}

export function checkBeacon(material: Material): Evidence {
  const say = writer("beacon", text("drand公共随机信标的签名", "the signature of drand's beacon"), [
    "plan.json",
    ...material.indexOf("beacon"),
  ]);
  const plan = material.plan.value;
  if (plan === null) return say.absent(needs("plan.json"));
  const beacon = material.first("beacon");
  if (plan.beacon === null) {
    const none = fault(
      "-",
      "beacon",
      "计划没有信标，日志中却有。",
      "The plan names no beacon, yet there is one.",
    );
    return say.judge(beacon === undefined ? [] : [none], "-");
  }
  const expected = `quicknet ${plan.beacon}`;
  if (beacon === undefined) {
    if (material.first("seed") === undefined) return say.absent(notYet(text("信标", "the beacon")));
    const lacking = fault(
      expected,
      "-",
      "缺少计划规定的信标。",
      "The beacon that the plan names is missing.",
    );
    return say.fails([lacking]);
  }
  const holds = beacon.round === plan.beacon && isBeacon(beacon.round, beacon.sig);
  const wrong = fault(
    expected,
    `${beacon.round} ${beacon.sig}`,
    "信标不是计划的那一轮，或签名无效。",
    "The beacon is not of the round that the plan names, or its signature does not hold.",
  );
  return say.judge(holds ? [] : [wrong], expected, `quicknet ${beacon.round}`);
}

export function checkSeed(material: Material): Evidence {
  const { run, hashing } = material;
  const say = writer(
    "seed",
    text(
      "由冻结、承诺、骰子、信标、各方秘密得出的种子",
      "the seed, from freeze, commitments, dice, beacon and secrets",
    ),
    material.indexOf("freeze", "cset", "dice", "reveal", "recover", "beacon", "seed"),
  );
  const seed = material.first("seed");
  if (seed === undefined) return say.absent(notYet(SEED));
  const [freeze, cset] = [material.first("freeze"), material.first("cset")];
  const [dice, plan] = [material.first("dice"), material.plan.value];
  if (freeze === undefined || cset === undefined || dice === undefined || plan === null) {
    return say.absent(needs("freeze, cset, dice, plan.json"));
  }
  const beacon = plan.beacon === null ? undefined : material.first("beacon");
  const secrets = plan.contributors.map((id) => material.secretOf(id));
  const found = hashing.tagged(
    "xadm/v1/seed",
    run,
    hashBytes(freeze.freeze),
    hashBytes(cset.cset),
    dice.dice,
    beacon === undefined ? new Uint8Array() : hashBytes(beaconHash(beacon.sig)),
    ...secrets.map((secret) => (secret === undefined ? new Uint8Array() : hashBytes(secret))),
  );
  if (found === seed.seed) return say.holds(seed.seed, found);
  return say.fails([
    fault(
      seed.seed,
      found,
      "种子不是由日志中的骰子和秘密得出的：所有抽签号都不可信。",
      "The seed does not follow from the dice and secrets in the log: no lot can be trusted.",
    ),
  ]);
}
