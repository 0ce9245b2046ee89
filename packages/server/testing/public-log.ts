import { createHash } from "node:crypto";
import { ok } from "@yangguang/core/domain/result.ts";
import { keyOfSecret } from "@yangguang/core/log/note-key.ts";
import type { TrustDocument } from "@yangguang/core/log/trust.ts";
import { logFolder } from "../public-log/log-folder.ts";
import { inTransaction } from "../registry/connect.ts";
import { addLogEntries } from "../registry/log.ts";
import type { Services } from "../services/context.ts";
import { UNWATCHED } from "../services/context.ts";
import type { WitnessLink } from "../services/cosign.ts";
import { LogPublisher } from "../services/publish-log.ts";
import { Witness, type Cosigned, type WitnessStore } from "../witness/witness.ts";
import { RUN } from "./platform.ts";

const LOG_NAME = "log.test";

/** A witness that remembers in memory. */
export function memoryStore(): WitnessStore & { readonly evidence: readonly string[] } {
  const known = new Map<string, Cosigned>();
  const evidence: string[] = [];
  return {
    evidence,
    load: ({ id }) => Promise.resolve(known.get(id)),
    save: async ({ id }, cosigned) => void known.set(id, cosigned),
    keepEvidence: async (_, note) => void evidence.push(note),
  };
}

export const secretFor = (name: string): Uint8Array => createHash("sha256").update(name).digest();

/** Three witnesses of one log, in this process, that can be switched off. */
export interface TestWitnesses {
  readonly trust: TrustDocument;
  readonly links: readonly WitnessLink[];
  /** Names of those that do not answer. */
  readonly down: Set<string>;
  publisher(services: Services, folder: string): LogPublisher;
}

export function testWitnesses(services: Services): TestWitnesses {
  const log = keyOfSecret(LOG_NAME, "log", services.keys.logKey());
  const down = new Set<string>();
  const witnesses = ["notary", "discipline", "parents"].map(
    (name) =>
      new Witness({
        name,
        secretKey: secretFor(name),
        logs: [log],
        store: memoryStore(),
        clock: services.clock,
      }),
  );
  const links = witnesses.map((witness): WitnessLink => ({
    key: witness.key,
    addCheckpoint: async (body) =>
      ok(
        down.has(witness.key.name)
          ? { status: 503, body: "down" }
          : await witness.addCheckpoint(body),
      ),
  }));
  const trust: TrustDocument = {
    log,
    witnesses: links.map(({ key }) => ({ key, government: key.name === "discipline" })),
    quorum: 2,
    nonGovernment: 1,
  };
  return {
    trust,
    links,
    down,
    publisher: (on, folder) => {
      const publicLog = { ...UNWATCHED, quorum: trust.quorum, files: logFolder(folder) };
      return new LogPublisher({ ...on, publicLog }, trust, links);
    },
  };
}

/** Adds entries as a platform's actions would, from number `from` on. */
export const addEntries = (
  { db }: Services,
  from: number,
  count: number,
  kind = "app",
): Promise<void> =>
  inTransaction(db, (tx) =>
    addLogEntries(
      tx,
      Array.from({ length: count }, (_, at) => {
        const c = createHash("sha256")
          .update(String(from + at))
          .digest("hex");
        return { run: RUN, kind, body: JSON.stringify({ c, run: RUN, t: kind }) };
      }),
    ),
  );
