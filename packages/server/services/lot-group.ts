/** A child of the same guardian with an application in the season. */
export interface SiblingLot {
  readonly childId: string;
  readonly lotGroup: string | null;
}

export interface LotPlan {
  /** The child's own group; null where it shares with nobody. */
  readonly group: string | null;
  /** Siblings who have to be moved into the group. */
  readonly join: readonly string[];
}

/**
 * Which group a child's form carries so that exactly the wanted siblings share its lot. A group that
 * is there already goes on; one that also holds a sibling who is not wanted is left to that sibling.
 *
 * @param own The child's group so far.
 * @param wanted Children to share with; those without an application join when they apply.
 * @param fresh A group id that nobody has.
 */
export function planLots(
  own: string | null,
  siblings: readonly SiblingLot[],
  wanted: readonly string[],
  fresh: string,
): LotPlan {
  if (wanted.length === 0) return { group: null, join: [] };
  const sharing = siblings.filter(({ childId }) => wanted.includes(childId));
  const groupsOfOthers = new Set(
    siblings.filter((sibling) => !sharing.includes(sibling)).map(({ lotGroup }) => lotGroup),
  );
  const known = [own, ...sharing.map(({ lotGroup }) => lotGroup)];
  const group = known.find((each) => each !== null && !groupsOfOthers.has(each)) ?? fresh;
  return {
    group,
    join: sharing.filter(({ lotGroup }) => lotGroup !== group).map(({ childId }) => childId),
  };
}
