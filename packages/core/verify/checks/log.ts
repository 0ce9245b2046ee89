import type { Text } from "../../domain/text.ts";
import { text } from "../../domain/text.ts";
import { toBase64 } from "../../log/bytes.ts";
import { checkLogSignature } from "../../log/checkpoint.ts";
import type { Material } from "../material.ts";
import type { Evidence } from "../report.ts";
import { fault, writer } from "../report.ts";
import { needs, parsed } from "../loaded.ts";

const CHECKPOINT = "log/checkpoint";

export function checkLogTiles({ log }: Material): Evidence {
  const say = writer(
    "log-tiles",
    text("由每一条日志条目重新计算的全部哈希瓦片", "all tiles of hashes, from every single entry"),
    ["log/tile"],
  );
  if (log === null) return say.absent(needs(CHECKPOINT));
  const faults = log.report.findings
    .filter(({ path }) => path !== "checkpoint")
    .map(({ path, problem, message: { zh, en } }) =>
      fault(`log/${path}`, problem, `${zh}。`, `${en}.`, [`log/${path}`]),
    );
  return say.judge(faults, `${log.report.entries} entries`);
}

export function checkLogRoot({ log, checkpoint }: Material): Evidence {
  const say = writer("log-root", text("由全部条目重新计算的根哈希", "the root over all entries"), [
    CHECKPOINT,
    "log/tile/entries",
  ]);
  const [unread] = parsed(CHECKPOINT, checkpoint);
  if (unread !== undefined) return say.fails([unread]);
  const signed = checkpoint.value?.signed.checkpoint;
  if (signed === undefined) return say.absent(needs(CHECKPOINT));
  if (log === null) {
    const huge = fault(
      `${signed.size} entries`,
      "manifest.json",
      "检查点所说的条目数远多于文件夹中的条目文件。",
      "The checkpoint speaks of far more entries than the folder has files for.",
    );
    return say.fails([huge]);
  }
  const [expected, root] = [toBase64(signed.root), log.report.root];
  const found = root === undefined ? "-" : toBase64(root);
  if (found === expected) return say.holds(expected, found);
  return say.fails([
    fault(
      expected,
      found,
      "条目的根哈希不是检查点所签的：条目被改动、增减，或文件不全。",
      "The entries' root is not the one that was signed: entries were changed, added or left out, or files are missing.",
    ),
  ]);
}

export function checkSignature({ checkpoint, trust }: Material): Evidence {
  const say = writer(
    "log-signature",
    text("日志在检查点上的签名", "the log's signature under the checkpoint"),
    [CHECKPOINT, "trust.json"],
  );
  if (checkpoint.value === null) return say.absent(needs(CHECKPOINT));
  if (trust.value === null) return say.absent(needs("trust.json"));
  const { note, checkpoint: signed } = checkpoint.value.signed;
  const { log } = trust.value;
  const held = checkLogSignature(note, log);
  if (!held.ok) return say.fails([told(log.name, signed.origin, held.error.message)]);
  const wrong = fault(
    log.name,
    signed.origin,
    "检查点属于另一个日志。",
    "The checkpoint is of another log.",
  );
  return say.judge(signed.origin === log.name ? [] : [wrong], log.name, signed.origin);
}

export function checkLogQuorum({ checkpoint, trust }: Material): Evidence {
  const say = writer(
    "log-quorum",
    text(
      "见证方在检查点上的签名及其人数",
      "the witnesses' signatures under the checkpoint, and their number",
    ),
    [CHECKPOINT, "trust.json"],
  );
  if (checkpoint.value === null) return say.absent(needs(CHECKPOINT));
  const { quorum } = checkpoint.value;
  if (quorum === null || trust.value === null) return say.absent(needs("trust.json"));
  const wanted = `${trust.value.quorum} (${trust.value.nonGovernment} non-government)`;
  if (!quorum.ok) return say.fails([told(wanted, "-", quorum.error.message)]);
  const { cosigners } = quorum.value;
  return say.holds(wanted, cosigners.map(({ name, time }) => `${name} ${time}`).join(", "));
}

const told = (expected: string, found: string, { zh, en }: Text) => fault(expected, found, zh, en);

export function checkEntries({ log, run }: Material): Evidence {
  const say = writer(
    "entries",
    text(
      "每个条目是否为规范JSON、种类和各项是否合规",
      "whether each entry is canonical JSON, of a known type, with its keys",
    ),
    ["log/tile/entries"],
  );
  if (log === null) return say.absent(needs(CHECKPOINT));
  const { faults, apps, entries, all } = log.reader;
  return say.judge(faults, `${all} entries; of ${run}: ${apps} app, ${entries.length} other`);
}
