import type { Policy, PointsItem } from "../document.ts";

/** A points item, however deep, with where it stands and whom it can give points to. */
export interface ItemPlace {
  readonly item: PointsItem;
  readonly path: string;
  /** Scored categories that the item and all items around it apply to. */
  readonly categories: ReadonlySet<string>;
  /** Whether it is one of several of which only the highest counts. */
  readonly insideHighest: boolean;
}

export const scoredCategories = (policy: Policy): ReadonlySet<string> =>
  new Set(policy.categories.filter(({ scored }) => scored).map(({ id }) => id));

/** All items, outer before inner. */
export const itemPlaces = (policy: Policy): readonly ItemPlace[] =>
  placesIn(policy.points.items, {
    path: "points.items",
    categories: scoredCategories(policy),
    insideHighest: false,
  });

function placesIn(
  items: readonly PointsItem[],
  around: Omit<ItemPlace, "item">,
): readonly ItemPlace[] {
  return items.flatMap((item, index) => {
    const path = `${around.path}[${index}]`;
    const named = item.categories;
    const categories =
      named === undefined
        ? around.categories
        : new Set([...around.categories].filter((id) => named.includes(id)));
    const place: ItemPlace = { item, path, categories, insideHighest: around.insideHighest };
    const { gives } = item;
    if (gives.kind !== "sum" && gives.kind !== "highest") return [place];
    const inner = {
      path: `${path}.gives.${gives.kind}`,
      categories,
      insideHighest: around.insideHighest || gives.kind === "highest",
    };
    return [place, ...placesIn(gives.items, inner)];
  });
}
