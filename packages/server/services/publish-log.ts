import type { Failure } from "@yangguang/core/domain/result.ts";
import { toHex } from "@yangguang/core/draw/encoding.ts";
import { equalBytes, textOf, utf8 } from "@yangguang/core/log/bytes.ts";
import {
  addCosignatures,
  type Checkpoint,
  checkQuorum,
  parseSignedCheckpoint,
  signCheckpoint,
} from "@yangguang/core/log/checkpoint.ts";
import { partialTilesOf, tilePath } from "@yangguang/core/log/tiles.ts";
import { formatTrust, type TrustDocument } from "@yangguang/core/log/trust.ts";
import { inTransaction } from "../registry/connect.ts";
import type { PublishedCheckpoint } from "../registry/log-tree.ts";
import {
  addCheckpoint,
  claimRoot,
  giveLeaves,
  logPosition,
  newestCheckpoint,
  nextCheckpointSize,
  whilePublishing,
} from "../registry/log-tree.ts";
import type { Executor } from "../registry/tables.ts";
import type { Services } from "./context.ts";
import type { WitnessLink } from "./cosign.ts";
import { askToCosign } from "./cosign.ts";
import { LogTiles } from "./log-tiles.ts";

/** Leaves given by one transaction: an action that waits for its lock never waits long. */
const LEAVES_AT_ONCE = 1000;

const CHECKPOINT = "checkpoint";

/** What else is shown with a published checkpoint of so many entries. */
export type AlsoShow = (db: Executor, size: number) => Promise<void>;

/** What one attempt came to. */
export type Published =
  /** Nothing waited, or another server is at it. */
  | { readonly kind: "idle" }
  /** `complaints`: of witnesses that did not cosign although the quorum is there without them. */
  | {
      readonly kind: "published";
      readonly size: number;
      readonly complaints: readonly Failure[];
    }
  /** Too few witnesses: the old checkpoint stays, and the next attempt tries again. */
  | {
      readonly kind: "unwitnessed";
      readonly size: number;
      readonly complaints: readonly Failure[];
    };

/**
 * Publishes the log: gives leaves, lays out tiles, signs, asks the witnesses, and makes the
 * checkpoint public once a quorum has cosigned. Several servers may do so on one database. Killed
 * at any point, it goes on where it was: all that it knows follows from database and folder.
 */
export class LogPublisher {
  readonly #services: Services;
  readonly #trust: TrustDocument;
  readonly #witnesses: readonly WitnessLink[];
  readonly #alsoShow: AlsoShow;
  #tiles: LogTiles | undefined;
  /** Size of the checkpoint in our folder; undefined: not looked yet. */
  #shown: number | undefined;
  /** Sizes whose partial tiles may lie in the folder. */
  readonly #edges = new Set<number>();
  /** By witness, the size that it cosigned last, as far as we know. */
  readonly #cosigned = new Map<string, number>();

  constructor(
    services: Services,
    trust: TrustDocument,
    witnesses: readonly WitnessLink[],
    alsoShow: AlsoShow = () => Promise.resolve(),
  ) {
    this.#services = services;
    this.#alsoShow = alsoShow;
    this.#trust = trust;
    this.#witnesses = witnesses;
  }

  /** @throws where publishing would show two different logs: see the messages. */
  async publish(): Promise<Published> {
    const { db } = this.#services;
    const { waiting, leaves, published } = await logPosition(db);
    if (!waiting && leaves === published && published === (this.#shown ?? 0))
      return { kind: "idle" };
    while ((await inTransaction(db, (tx) => giveLeaves(tx, LEAVES_AT_ONCE))) === LEAVES_AT_ONCE);
    return (await whilePublishing(db, (held) => this.#publish(held))) ?? { kind: "idle" };
  }

  /** Up to all leaves, with a checkpoint right after every moment of a run. */
  async #publish(db: Executor): Promise<Published> {
    let last: Published = { kind: "idle" };
    for (;;) {
      const next = await this.#publishNext(db);
      if (next.kind === "idle") return last;
      if (next.kind === "unwitnessed") return next;
      last = next;
    }
  }

  async #publishNext(db: Executor): Promise<Published> {
    const newest = await newestCheckpoint(db);
    const tiles = await this.#catchUp(db, newest);
    if (newest !== undefined && this.#shown !== newest.size) await this.#show(db, newest);
    const published = newest?.size ?? 0;
    const size = await nextCheckpointSize(db, published);
    if (size === published) return { kind: "idle" };
    await this.#grow(db, tiles, size);
    const signed = await this.#sign(db, tiles);
    const { note, complaints } = await this.#cosign(tiles, signed.note, published);
    if (note === undefined) return { kind: "unwitnessed", size, complaints };
    const checkpoint = { ...signed, note };
    await addCheckpoint(db, checkpoint, new Date(this.#services.clock()));
    await this.#show(db, checkpoint);
    return { kind: "published", size, complaints };
  }

  async #grow(db: Executor, tiles: LogTiles, size: number): Promise<void> {
    this.#edges.add(size);
    await tiles.growTo(db, size);
  }

  /** Tiles up to the newest published checkpoint, of which the database must still hold the entries. */
  async #catchUp(db: Executor, newest: PublishedCheckpoint | undefined): Promise<LogTiles> {
    const known = this.#tiles;
    // Whatever fails below, the next attempt begins with what is on the disk.
    this.#tiles = undefined;
    let tiles = known ?? (await this.#open(db, newest));
    if (newest !== undefined && (this.#shown !== newest.size || tiles.size < newest.size)) {
      // Another server has published less than we had laid out.
      if (tiles.size > newest.size) tiles = LogTiles.empty(this.#services.publicLog.files);
      await this.#grow(db, tiles, newest.size);
      if (toHex(tiles.root()) !== newest.root) throw altered(newest.size);
    }
    this.#tiles = tiles;
    return tiles;
  }

  /** Goes on with what our folder shows, which must be what was published, or its beginning. */
  async #open(db: Executor, newest: PublishedCheckpoint | undefined): Promise<LogTiles> {
    const { files } = this.#services.publicLog;
    if (newest !== undefined) this.#readOwn(newest.note);
    const bytes = await files.read(CHECKPOINT);
    if (bytes === undefined) return LogTiles.empty(files);
    const shown = this.#readOwn(textOf(bytes) ?? "");
    if (shown.size > (newest?.size ?? 0)) throw older(shown.size, newest?.size ?? 0);
    this.#edges.add(shown.size);
    const resumed = await LogTiles.resume(files, shown.size, shown.root);
    if (resumed !== undefined) return resumed;
    const anew = LogTiles.empty(files);
    await anew.growTo(db, shown.size);
    if (!equalBytes(anew.root(), shown.root)) throw altered(shown.size);
    return anew;
  }

  /** A checkpoint that was published under our name and key. @throws if it is another log's. */
  #readOwn(note: string): Checkpoint {
    const { log } = this.#trust;
    const signed = parseSignedCheckpoint(note);
    if (!signed.ok) throw new Error(signed.error.message.en);
    const { checkpoint, note: parsed } = signed.value;
    const ours = parsed.signatures.some(({ name, keyId }) => name === log.name && keyId === log.id);
    if (checkpoint.origin !== log.name || !ours) {
      throw new Error(
        `here the log "${checkpoint.origin}" was published, under another name or key than ` +
          `"${log.name}" of key ${log.id}: set both as they were`,
      );
    }
    return checkpoint;
  }

  /** Never two roots for one size: which one, is on the disk before the signature exists. */
  async #sign(db: Executor, tiles: LogTiles): Promise<PublishedCheckpoint> {
    const { name } = this.#trust.log;
    const [size, root] = [tiles.size, tiles.root()];
    if (!(await claimRoot(db, size, toHex(root)))) throw altered(size);
    const note = signCheckpoint({ origin: name, size, root }, name, this.#services.keys.logKey());
    return { size, root: toHex(root), note };
  }

  async #cosign(
    tiles: LogTiles,
    signed: string,
    guess: number,
  ): Promise<{ readonly note: string | undefined; readonly complaints: readonly Failure[] }> {
    const { size } = tiles;
    const request = {
      size,
      note: signed,
      proofFrom: (oldSize: number) => tiles.consistencyFrom(oldSize),
    };
    const answers = await Promise.all(
      this.#witnesses.map(async (link) => ({
        link,
        answer: await askToCosign(link, request, this.#cosigned.get(link.key.name) ?? guess),
      })),
    );
    let note = signed;
    const complaints: Failure[] = [];
    for (const { link, answer } of answers) {
      const added = answer.ok ? addCosignatures(note, answer.value, link.key) : answer;
      if (!added.ok) {
        complaints.push(added.error);
        continue;
      }
      note = added.value;
      this.#cosigned.set(link.key.name, size);
    }
    if (this.#services.publicLog.quorum === 0) return { note, complaints };
    const quorum = checkQuorum(note, this.#trust);
    return quorum.ok
      ? { note, complaints }
      : { note: undefined, complaints: [...complaints, quorum.error] };
  }

  /** Makes a checkpoint public in our folder; partial tiles that neither it nor the last needs go. */
  async #show(db: Executor, { size, note }: PublishedCheckpoint): Promise<void> {
    const { files } = this.#services.publicLog;
    if (this.#shown === undefined) await files.write("trust.json", utf8(formatTrust(this.#trust)));
    await files.write(CHECKPOINT, utf8(note));
    await this.#alsoShow(db, size);
    const kept = [size, this.#shown ?? size];
    this.#shown = size;
    const needed = new Set(kept.flatMap(partialTilesOf).map(tilePath));
    for (const edge of [...this.#edges].filter((one) => !kept.includes(one))) {
      const gone = partialTilesOf(edge).map(tilePath);
      for (const path of gone) if (!needed.has(path)) await files.remove(path);
      this.#edges.delete(edge);
    }
  }
}

const older = (shown: number, known: number): Error =>
  new Error(
    `${shown} entries of the log are published, the database knows of ${known}: it seems to come ` +
      "from an older backup. Nothing is published until the newest one is restored.",
  );

const altered = (size: number): Error =>
  new Error(
    `the first ${size} entries of the log are not those that were signed: the database was ` +
      "altered. Nothing is published until it is restored.",
  );
