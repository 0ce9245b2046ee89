import { readRoll } from "../registry/runs.ts";
import type { Database } from "../registry/tables.ts";
import type { OpenSeason, Services } from "./context.ts";

export interface Rank {
  /** 1 for the most points; equal points share a place. */
  readonly place: number;
  readonly of: number;
}

interface Known {
  readonly freezeHash: string;
  readonly points: Promise<readonly number[]>;
}

/** All points of the roll last asked for; a frozen roll never changes. */
const lastRolls = new WeakMap<Database, Known>();

/** The place of so many thousandths of a point on the roll; null while no roll is frozen. */
export async function rankByPoints(
  services: Services,
  season: OpenSeason,
  points: number,
): Promise<Rank | null> {
  const { freeze } = season.state;
  if (freeze === null) return null;
  const all = await pointsOnRoll(services, season.run, freeze.freezeHash);
  return { place: all.filter((other) => other > points).length + 1, of: all.length };
}

function pointsOnRoll(
  { db }: Services,
  run: string,
  freezeHash: string,
): Promise<readonly number[]> {
  const last = lastRolls.get(db);
  if (last?.freezeHash === freezeHash) return last.points;
  const entry = { freezeHash, points: readPoints(db, run) };
  lastRolls.set(db, entry);
  entry.points.catch(() => {
    if (lastRolls.get(db) === entry) lastRolls.delete(db);
  });
  return entry.points;
}

const readPoints = async (db: Database, run: string): Promise<readonly number[]> =>
  (await readRoll(db, run)).flatMap(({ content }) =>
    content.points === null ? [] : [content.points],
  );
