import { randomBytes } from "node:crypto";
import type { CeremonyState } from "@yangguang/core/draw/ceremony-state.ts";
import type { ContributorDevice } from "@yangguang/core/draw/contributor.ts";
import {
  commitShares,
  judgeShares,
  newDevice,
  registration,
  revealSecret,
} from "@yangguang/core/draw/contributor.ts";
import type { Result } from "@yangguang/core/domain/result.ts";
import type { CeremonyRules } from "@yangguang/core/domain/season.ts";
import { PLATFORM_CONTRIBUTOR } from "@yangguang/core/domain/season.ts";
import { contributeEntry, loadCeremony } from "../services/ceremony.ts";
import type { OpenSeason, Services } from "../services/context.ts";
import { loadSeason } from "../services/context.ts";
import { takeOwnSteps } from "../services/platform-contributor.ts";
import { SEASON, unwrap } from "./platform.ts";

/** Five contributors, of whom three can rebuild an absent one's secret. */
export const FIVE: CeremonyRules = {
  contributors: ["media", "notary", "parents", "platform", "zz-discipline"],
  threshold: 3,
  objectionHours: 0,
  throws: 39,
  beacon: null,
};

export const DICE = "31415926535897932384626433832795028841971";

const random = (bytes: number): Uint8Array => randomBytes(bytes);

/** The contributors' devices, in this process, on the services of a platform. */
export class TestCeremony {
  readonly others = FIVE.contributors.filter((id) => id !== PLATFORM_CONTRIBUTOR);
  readonly #services: Services;
  readonly #devices = new Map<string, ContributorDevice>();

  constructor(services: Services) {
    this.#services = services;
  }

  season = async (): Promise<OpenSeason> => unwrap(await loadSeason(this.#services, SEASON));

  state = async (): Promise<CeremonyState> => loadCeremony(this.#services.db, await this.season());

  send = (contributor: string, entry: unknown): Promise<Result<CeremonyState>> =>
    contributeEntry(this.#services, { seasonId: SEASON, contributor, entry });

  device(id: string): ContributorDevice {
    const found = this.#devices.get(id);
    if (found === undefined) throw new Error(`no device of ${id}`);
    return found;
  }

  async register(): Promise<void> {
    const { run } = await this.season();
    for (const id of this.others) {
      this.#devices.set(id, newDevice(run, id, random));
      unwrap(await this.send(id, registration(this.device(id))));
    }
  }

  async commit(): Promise<void> {
    for (const id of this.others) {
      const made = unwrap(commitShares(this.device(id), await this.state(), random));
      this.#devices.set(id, made.device);
      unwrap(await this.send(id, made.entry));
    }
    for (const id of this.others) {
      for (const entry of unwrap(judgeShares(this.device(id), await this.state()))) {
        unwrap(await this.send(id, entry));
      }
    }
    await takeOwnSteps(this.#services, SEASON);
  }

  async reveal(ids: readonly string[] = this.others): Promise<void> {
    for (const id of ids) {
      unwrap(await this.send(id, unwrap(revealSecret(this.device(id), await this.state()))));
    }
    await takeOwnSteps(this.#services, SEASON);
  }
}
