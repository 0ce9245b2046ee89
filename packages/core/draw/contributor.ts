import type { Result } from "../domain/result.ts";
import { fail, ok } from "../domain/result.ts";
import { canonicalJson } from "../log/canonical-json.ts";
import type { EntryOf } from "../log/entries.ts";
import { readEntry } from "../log/entries.ts";
import type { CeremonyState } from "./ceremony-state.ts";
import { allOf, commitOf, judgementOf, keysOf, theOnly } from "./ceremony-state.ts";
import type { ContributorSecrets } from "./contributor-keys.ts";
import { publicKeys, signEntry } from "./contributor-keys.ts";
import { toHex } from "./encoding.ts";
import type { Random } from "./escrow.ts";
import { checkShare, deal, numberOf, openBox } from "./escrow.ts";
import { contributionCommitment } from "./hashes.ts";

/**
 * What a contributor's own device does. It keeps two secret keys and what it dealt, all else it
 * reads from the log; each step gives the entries to send, and may be taken again after a failure.
 * Whoever calls must have checked that the ceremony's entries are in a cosigned log.
 */
export interface ContributorDevice {
  readonly run: string;
  readonly id: string;
  readonly secrets: ContributorSecrets;
  /** Oldest first. There is more than one where a receiver could not use its share. */
  readonly deals: readonly OwnDeal[];
}

interface OwnDeal {
  readonly freeze: string;
  /** The scalar that a reveal shows; 64 hex digits. */
  readonly secret: string;
  /** As sent, so that it can be sent again: a second deal under one `c` would be refused. */
  readonly commit: Pick<EntryOf<"commit">, "a" | "boxes" | "c" | "sig">;
}

export const newDevice = (run: string, id: string, random: Random): ContributorDevice => ({
  run,
  id,
  secrets: { signing: toHex(random(32)), opening: toHex(random(32)) },
  deals: [],
});

/** The entry that registers the device's public keys. */
export const registration = ({ run, id, secrets }: ContributorDevice): EntryOf<"contributor"> => ({
  t: "contributor",
  run,
  id,
  ...publicKeys(secrets),
});

/** The freeze that this device works for, once the log has it and this device's keys. */
function freezeFor(device: ContributorDevice, state: CeremonyState): Result<string> {
  const { key, box } = publicKeys(device.secrets);
  const registered = keysOf(state, device.id);
  if (state.plan.run !== device.run || registered?.key !== key || registered.box !== box) {
    return fail(
      "contributor.not-registered",
      "日志中登记的不是本设备的公钥。若您已登记，请立即告知其他参与方和公证人。",
      "The log does not hold this device's keys. If you have registered, tell the other contributors and the notary at once.",
    );
  }
  const freeze = theOnly(state, "freeze")?.freeze;
  if (freeze === undefined) {
    return fail(
      "contributor.not-frozen",
      "名册尚未冻结，请稍候。",
      "The roll is not frozen yet. Come back later.",
    );
  }
  if (device.deals.some((own) => own.freeze !== freeze)) {
    return fail(
      "contributor.frozen-twice",
      "同一次运行出现了两份不同的冻结名册。请勿继续，并立即告知公证人。",
      "There are two different frozen rolls for one run. Do not go on, and tell the notary at once.",
    );
  }
  return ok(freeze);
}

export interface Committed {
  /** To be kept before the entry is sent: without it the secret is lost. */
  readonly device: ContributorDevice;
  readonly entry: EntryOf<"commit">;
}

/** Commits to a secret and deals its shares; what was dealt but not logged yet is sent again. */
export function commitShares(
  device: ContributorDevice,
  state: CeremonyState,
  random: Random,
): Result<Committed> {
  const freeze = freezeFor(device, state);
  if (!freeze.ok) return freeze;
  const { run, id } = device;
  const last = device.deals.at(-1);
  if (last !== undefined && !allOf(state, "commit").some(({ c }) => c === last.commit.c)) {
    return ok({ device, entry: { t: "commit", run, id, ...last.commit } });
  }
  const { threshold } = state.plan;
  const receivers = state.plan.contributors.map((each) => ({
    id: each,
    box: keysOf(state, each)?.box ?? "",
  }));
  const { secret, ...dealt } = deal({
    run,
    freeze: freeze.value,
    id,
    contributors: receivers,
    threshold,
    random,
  });
  const entry = signEntry(freeze.value, { t: "commit", run, id, ...dealt }, device.secrets.signing);
  const commit = { a: entry.a, boxes: entry.boxes, c: entry.c, sig: entry.sig };
  const deals = [...device.deals, { freeze: freeze.value, secret, commit }];
  return ok({ device: { ...device, deals }, entry });
}

/** The share that `from` dealt to this device, if it is a good one. */
function shareFrom(
  device: ContributorDevice,
  state: CeremonyState,
  freeze: string,
  from: string,
): string | undefined {
  const { run, id, secrets } = device;
  const commit = commitOf(state, from);
  const opened = openBox({ run, freeze, from, to: id }, commit?.boxes[id] ?? "", secrets.opening);
  const number = numberOf(state.plan.contributors, id);
  return opened.ok && checkShare(opened.value, number, commit?.a ?? []) ? opened.value : undefined;
}

/** Judges the shares of all dealers that this device has not judged yet. */
export function judgeShares(
  device: ContributorDevice,
  state: CeremonyState,
): Result<readonly EntryOf<"share">[]> {
  const freeze = freezeFor(device, state);
  if (!freeze.ok) return freeze;
  const { run, id, secrets } = device;
  const judgements = state.plan.contributors.flatMap((from) => {
    const commit = commitOf(state, from);
    if (from === id || commit === undefined || judgementOf(state, id, from) !== undefined)
      return [];
    const good = shareFrom(device, state, freeze.value, from) !== undefined;
    const judgement = { t: "share", run, id, from, c: commit.c, ok: good ? 1 : 0 } as const;
    return [signEntry(freeze.value, judgement, secrets.signing)];
  });
  return ok(judgements);
}

/** What must not be shown before the dice lie: whoever knew it could choose the throws. */
function afterDice(device: ContributorDevice, state: CeremonyState): Result<string> {
  if (theOnly(state, "dice") !== undefined) return freezeFor(device, state);
  return fail(
    "contributor.before-dice",
    "骰子尚未掷出并记录，现在不能公开秘密。",
    "The dice have not been thrown and logged. Nothing may be shown before.",
  );
}

/** Shows the secret, after the dice. */
export function revealSecret(
  device: ContributorDevice,
  state: CeremonyState,
): Result<EntryOf<"reveal">> {
  const freeze = afterDice(device, state);
  if (!freeze.ok) return freeze;
  const { run, id, secrets } = device;
  const counts = commitOf(state, id)?.c;
  const own = device.deals.find(({ commit }) => commit.c === counts);
  if (own === undefined) {
    return fail(
      "contributor.no-secret",
      "本设备没有这份承诺的秘密。请在提交承诺的设备上操作，或请其他参与方恢复。",
      "This device does not hold the secret of this commitment. Use the one that committed, or let the others rebuild it.",
    );
  }
  return ok(signEntry(freeze.value, { t: "reveal", run, id, r: own.secret }, secrets.signing));
}

/** Opens the share that an absent contributor dealt to this device, after the dice. */
export function openShareOf(
  device: ContributorDevice,
  state: CeremonyState,
  of: string,
): Result<EntryOf<"opened-share">> {
  const freeze = afterDice(device, state);
  if (!freeze.ok) return freeze;
  const { run, id, secrets } = device;
  const share = shareFrom(device, state, freeze.value, of);
  if (share === undefined) {
    return fail(
      "contributor.no-share",
      `本设备没有“${of}”的有效份额。`,
      `This device has no good share from “${of}”.`,
    );
  }
  return ok(signEntry(freeze.value, { t: "opened-share", run, id, of, share }, secrets.signing));
}

/** The device as one text, to be kept in the browser and as a file. It holds secrets. */
export const deviceText = ({ run, id, secrets, deals }: ContributorDevice): string =>
  canonicalJson({
    v: 1,
    run,
    id,
    secrets: { ...secrets },
    deals: deals.map(({ freeze, secret, commit }) => ({ freeze, secret, commit: { ...commit } })),
  });

/** Reads what {@link deviceText} wrote; a damaged text is refused, not mended. */
export function readDevice(text: string): Result<ContributorDevice> {
  try {
    const json = JSON.parse(text) as unknown;
    if (isObject(json) && json["v"] === 1) {
      const { run, id, secrets, deals } = json;
      if (areSecrets(secrets) && isRegistrable(run, id, secrets) && Array.isArray(deals)) {
        const own = { run: String(run), id: String(id) };
        if (deals.every((each) => isOwnDeal(own, each))) return ok({ ...own, secrets, deals });
      }
    }
  } catch {
    // No JSON: refused below.
  }
  return fail(
    "contributor.file",
    "这不是参与方的密钥文件，或文件已损坏。请使用导出的原文件。",
    "This is not a contributor's file, or it is damaged. Use the file as it was exported.",
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isHash = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

const areSecrets = (value: unknown): value is ContributorSecrets =>
  isObject(value) && isHash(value["signing"]) && isHash(value["opening"]);

const isRegistrable = (run: unknown, id: unknown, secrets: ContributorSecrets): boolean =>
  readEntry({ t: "contributor", run, id, ...publicKeys(secrets) }).ok;

/** Whether the deal is whole, and its secret the one that was committed to. */
function isOwnDeal(
  { run, id }: Pick<ContributorDevice, "run" | "id">,
  value: unknown,
): value is OwnDeal {
  if (!isObject(value) || !isObject(value["commit"])) return false;
  const { freeze, secret, commit } = value;
  if (!isHash(freeze) || !isHash(secret)) return false;
  return (
    readEntry({ t: "commit", run, id, ...commit }).ok &&
    contributionCommitment(run, freeze, id, secret) === commit["c"]
  );
}
