import { describe, expect, it } from "vitest";
import { toBase64 } from "./bytes.ts";
import {
  addCosignatures,
  type Checkpoint,
  checkQuorum,
  cosign,
  formatCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from "./checkpoint.ts";
import { formatVkey, keyOfSecret, type NoteKey, parseVkey } from "./note-key.ts";
import { leafHash } from "./merkle.ts";
import { formatTrust, parseTrust, type TrustDocument } from "./trust.ts";

const secretOf = (name: string): Uint8Array =>
  leafHash(Uint8Array.from(name, (c) => c.charCodeAt(0)));
const witness = (name: string, government: boolean) => ({
  key: keyOfSecret(name, "witness", secretOf(name)),
  government,
});

const LOG = "log.example/xadm";
const trust: TrustDocument = {
  log: keyOfSecret(LOG, "log", secretOf(LOG)),
  witnesses: [
    witness("inspection", true),
    witness("notary", true),
    witness("parents", false),
    witness("paper", false),
  ],
  quorum: 3,
  nonGovernment: 1,
};

const checkpoint: Checkpoint = { origin: LOG, size: 42, root: leafHash(new Uint8Array()) };
const signed = signCheckpoint(checkpoint, LOG, secretOf(LOG));
const line = (name: string, time: number, of = checkpoint): string =>
  cosign(of, name, secretOf(name), time);

const verdict = (note: string, by = trust): string => {
  const quorum = checkQuorum(note, by);
  return quorum.ok ? `at ${quorum.value.time}` : quorum.error.code;
};

/** A checkpoint that logs and witnesses in public use signed in May 2026, and their keys. */
const PUBLIC_NOTE = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`;

function known(vkey: string): NoteKey {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(`no key: ${vkey}`);
  return key.value;
}

const publicTrust: TrustDocument = {
  log: known(
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
  ),
  witnesses: [
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
  ].map((vkey) => ({ key: known(vkey), government: false })),
  quorum: 4,
  nonGovernment: 4,
};

describe("checkpoints", () => {
  it("are three lines", () => {
    const text = formatCheckpoint(checkpoint);
    expect(text).toBe(`${LOG}\n42\n${toBase64(checkpoint.root)}\n`);
    expect(parseCheckpoint(text)).toEqual({ ok: true, value: checkpoint });
  });

  it.each([
    ["a fourth line", (text: string) => `${text}more\n`],
    ["no last line end", (text: string) => text.slice(0, -1)],
    ["no origin", (text: string) => text.slice(LOG.length)],
    ["a leading zero", (text: string) => text.replace("42", "042")],
    ["a negative size", (text: string) => text.replace("42", "-42")],
    ["a size beyond 2^53", (text: string) => text.replace("42", "9007199254740993")],
    ["a short root", (text: string) => text.replace(/.{4}=\n$/, "=\n")],
  ])("have not %s", (_, change) => {
    expect(parseCheckpoint(change(formatCheckpoint(checkpoint))).ok).toBe(false);
  });
});

describe("a quorum", () => {
  it("is found under a checkpoint of public logs and witnesses", () => {
    expect(checkQuorum(PUBLIC_NOTE, publicTrust)).toMatchObject({
      ok: true,
      value: { checkpoint: { size: 1_432_088_532 }, time: 0x6a122120 },
    });
    const altered = PUBLIC_NOTE.replace("\n1432088532\n", "\n1432088533\n");
    expect(verdict(altered, publicTrust)).toBe("log.bad-signature");
  });

  it("is complete with the last witness it needs", () => {
    const note = signed + line("paper", 30) + line("inspection", 10) + line("notary", 20);
    expect(verdict(note)).toBe("at 30");
    expect(verdict(note + line("parents", 5))).toBe("at 20");
    expect(checkQuorum(note, trust)).toMatchObject({
      ok: true,
      value: {
        checkpoint,
        cosigners: [
          { name: "inspection", government: true, time: 10 },
          { name: "notary", government: true, time: 20 },
          { name: "paper", government: false, time: 30 },
        ],
      },
    });
  });

  it("counts a witness once, by its first time", () => {
    const twice = signed + line("paper", 30) + line("paper", 7) + line("notary", 20);
    expect(verdict(twice)).toBe("log.quorum");
    expect(verdict(twice + line("parents", 9))).toBe("at 20");
  });

  it("needs somebody who is not of the government", () => {
    const two: TrustDocument = { ...trust, quorum: 2 };
    const note = signed + line("inspection", 1) + line("notary", 2);
    expect(verdict(note, two)).toBe("log.quorum");
    expect(verdict(note + line("parents", 3), two)).toBe("at 2");
    expect(verdict(note, { ...two, nonGovernment: 0 })).toBe("at 2");
  });

  it("passes over keys it does not know, whatever they sign", () => {
    const note = signed + line("paper", 1) + line("notary", 2) + line("parents", 3);
    const stranger = cosign({ ...checkpoint, size: 7 }, "stranger", secretOf("x"), 1);
    const impostor = cosign(checkpoint, "paper", secretOf("x"), 1);
    expect(verdict(note + stranger + impostor)).toBe("at 3");
    expect(verdict(signed + line("paper", 1) + line("notary", 2) + impostor)).toBe("log.quorum");
    // Somebody else's name with a known key's id.
    const borrowed = line("parents", 3).replace("— parents ", "— friends ");
    expect(verdict(signed + line("paper", 1) + line("notary", 2) + borrowed)).toBe("log.quorum");
    // The witness's key in the other kind of signature has another id.
    const asLog = signCheckpoint(checkpoint, "parents", secretOf("parents")).split("\n\n")[1];
    expect(verdict(signed + line("paper", 1) + line("notary", 2) + asLog)).toBe("log.quorum");
  });

  it("is void with a known key's signature that does not hold", () => {
    const note = signed + line("paper", 1) + line("notary", 2) + line("parents", 3);
    const replayed = line("inspection", 4, { ...checkpoint, size: 41 });
    expect(verdict(note + replayed)).toBe("log.bad-signature");
    const other = signCheckpoint({ ...checkpoint, size: 41 }, LOG, secretOf(LOG)).split("\n\n")[1];
    expect(verdict(note + other)).toBe("log.bad-signature");
    // The time is signed too: 16 digits of base64 are the key's id and the time.
    const [third, fourth] = [line("parents", 3), line("parents", 4)];
    const at = "— parents ".length + 16;
    const moved = fourth.slice(0, at) + third.slice(at);
    expect(verdict(signed + line("paper", 1) + line("notary", 2) + moved)).toBe(
      "log.bad-signature",
    );
  });

  it("needs the log's own signature and name", () => {
    const lines = line("paper", 1) + line("notary", 2) + line("parents", 3);
    expect(verdict(`${formatCheckpoint(checkpoint)}\n${lines}`)).toBe("log.unsigned");
    const elsewhere = { ...checkpoint, origin: "other.example" };
    expect(verdict(signCheckpoint(elsewhere, LOG, secretOf(LOG)))).toBe("log.origin");
    expect(verdict("no note")).toBe("log.note");
    expect(verdict(signed.replace("\n42\n", "\n042\n"))).toBe("log.checkpoint");
  });

  it("is gathered from the witnesses' answers", () => {
    const notary = keyOfSecret("notary", "witness", secretOf("notary"));
    const answer = line("stranger", 1) + line("notary", 2);
    expect(addCosignatures(signed, answer, notary)).toEqual({
      ok: true,
      value: signed + line("notary", 2),
    });
    for (const useless of [
      line("stranger", 1),
      "",
      "x",
      line("notary", 2, { ...checkpoint, size: 1 }),
    ]) {
      expect(addCosignatures(signed, useless, notary).ok).toBe(false);
    }
  });
});

describe("the trust document", () => {
  const text = formatTrust(trust);

  it("is canonical JSON of keys", () => {
    expect(parseTrust(text)).toEqual({ ok: true, value: trust });
    expect(
      text.startsWith(`{"log":"${formatVkey(trust.log)}","nonGovernment":1,"quorum":3,"v":1,`),
    ).toBe(true);
  });

  const [first, second, ...rest] = trust.witnesses;
  if (first === undefined || second === undefined) throw new Error("two witnesses are expected");
  const sameKey = keyOfSecret("sock-puppet", "witness", secretOf("paper"));
  const sameName = keyOfSecret("paper", "witness", secretOf("x"));
  const logsKey = keyOfSecret("friend", "witness", secretOf(LOG));
  it.each<[string, Partial<TrustDocument>]>([
    [
      "one key under two names",
      { witnesses: [...trust.witnesses, { key: sameKey, government: false }] },
    ],
    [
      "one name with two keys",
      { witnesses: [...trust.witnesses, { key: sameName, government: false }] },
    ],
    [
      "the log's key as a witness",
      { witnesses: [...trust.witnesses, { key: logsKey, government: false }] },
    ],
    ["a witness's key for the log", { log: keyOfSecret("new", "witness", secretOf("new")) }],
    [
      "a log's key for a witness",
      {
        witnesses: [...rest, first, { ...second, key: keyOfSecret("new", "log", secretOf("new")) }],
      },
    ],
    ["a quorum of nobody", { quorum: 0, nonGovernment: 0 }],
    ["a quorum that nobody can reach", { quorum: 5 }],
    ["more independent witnesses than there are", { nonGovernment: 3 }],
    ["less than none", { nonGovernment: -1 }],
  ])("does not have %s", (_, change) => {
    expect(parseTrust(formatTrust({ ...trust, ...change })).ok).toBe(false);
  });

  it.each([
    ["no line end", text.slice(0, -1)],
    ["another version", text.replace('"v":1', '"v":2')],
    ["a further member", text.replace('{"log"', '{"extra":1,"log"')],
    ["a further member of a witness", text.replace('{"government"', '{"a":1,"government"')],
    ["words for numbers", text.replace('"quorum":3', '"quorum":"3"')],
    ["no witnesses", text.replace(/\[.*\]/, "{}")],
    ["a list", "[]\n"],
    ["nothing", "null\n"],
  ])("is not %s", (_, wrong) => {
    expect(wrong).not.toBe(text);
    expect(parseTrust(wrong).ok).toBe(false);
  });
});
