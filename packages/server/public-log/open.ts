import type { Result } from "@yangguang/core/domain/result.ts";
import { ok } from "@yangguang/core/domain/result.ts";
import type { TrustDocument } from "@yangguang/core/log/trust.ts";
import { makeKeyring } from "../keys/keyring.ts";
import type { PublicLogRules } from "../services/context.ts";
import type { AlsoShow } from "../services/publish-log.ts";
import type { WitnessLink } from "../services/cosign.ts";
import { buildDigest } from "./build-digest.ts";
import { logFolder } from "./log-folder.ts";
import { sm2Key } from "./sm.ts";
import { smCheckpoint } from "./sm-checkpoint.ts";
import type { WitnessSettings } from "./trust-file.ts";
import { makeTrust } from "./trust-file.ts";
import { witnessOverHttp } from "./witness-http.ts";

export interface PublicLogSettings {
  /** The log's name, the origin of its checkpoints. */
  readonly name: string;
  /** 32 bytes, from which the log's key is derived. */
  readonly masterKey: Uint8Array;
  readonly witnesses: WitnessSettings;
  /** Where it is published. */
  readonly folder: string;
  /** The installation, whose software the runs name. */
  readonly installation: string;
  /** Whether a checkpoint in SM2 and SM3 is kept beside the other. */
  readonly sm: boolean;
}

/** All that a server needs to publish the log. */
export interface PublicLog {
  readonly rules: PublicLogRules;
  readonly trust: TrustDocument;
  readonly links: readonly WitnessLink[];
  /** What else is shown with each checkpoint. */
  readonly alsoShow: AlsoShow | undefined;
}

export async function openPublicLog(settings: PublicLogSettings): Promise<Result<PublicLog>> {
  const { name, masterKey, witnesses, folder, installation, sm } = settings;
  const keys = makeKeyring(masterKey);
  const trust = makeTrust(name, keys.logKey(), witnesses);
  if (!trust.ok) return trust;
  const { document, file, hash } = trust.value;
  const files = logFolder(folder);
  return ok({
    rules: {
      trust: hash,
      trustFile: file,
      quorum: document.quorum,
      build: await buildDigest(installation),
      files,
    },
    trust: document,
    links: witnesses.witnesses.map(({ url, key }) => witnessOverHttp(url, key)),
    alsoShow: sm ? smCheckpoint(name, sm2Key(keys.smLogKey()), files) : undefined,
  });
}
