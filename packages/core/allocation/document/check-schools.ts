import { GUARANTEED_POOL, OPEN_POOL } from "../../domain/allocation-problem.ts";
import type { DocumentSchool, Reserve } from "./document.ts";
import type { Place } from "./place.ts";
import { at } from "./place.ts";
import type { KnownIds } from "./report.ts";
import { placed, refuseRepeats } from "./report.ts";
import type { Refuse } from "./shape.ts";
import { suggestion } from "./shape.ts";
import { rankedIn } from "./steps.ts";

/** What a school says must fit together: whom it ranks, and how its seats are divided. */
export function checkSchool(
  school: DocumentSchool,
  place: Place,
  applicants: KnownIds,
  refuse: Refuse,
): void {
  const { priority, reserves = [], precedence, caps = [], rates = [] } = school;
  if (priority !== undefined) {
    const ranked = [...rankedIn(priority, at(place, "priority"))];
    for (const { id, place } of ranked) applicants.check(id, place);
    refuseRepeats(
      ranked.map(({ id, place }) => [id, place]),
      refuse,
    );
  }
  const groupPlaces = (items: readonly { readonly group: string }[], key: string) =>
    items.map(({ group }, index) => [group, at(at(at(place, key), index), "group")] as const);
  refuseRepeats(groupPlaces(reserves, "reserves"), refuse);
  refuseRepeats(groupPlaces(caps, "caps"), refuse);
  refuseRepeats(groupPlaces(rates, "rates"), refuse);
  for (const [index, reserve] of reserves.entries()) {
    checkReserve(reserve, reserves, at(at(place, "reserves"), index), refuse);
  }
  checkReservedSeats(school, place, refuse);
  if (precedence !== undefined) {
    checkPrecedence(precedence, reserves, at(place, "precedence"), refuse);
  }
}

function checkReserve(
  { group, hard, handOn }: Reserve,
  reserves: readonly Reserve[],
  place: Place,
  refuse: Refuse,
): void {
  if (group === OPEN_POOL || group === GUARANTEED_POOL) {
    refuse(
      "reserved-name",
      at(place, "group"),
      `“${group}”有固定含义，不能用作预留学位的群体名称，请改用其他名称。`,
      `“${group}” has a meaning of its own and cannot name a group with reserved seats; choose another.`,
    );
  }
  if (handOn === undefined) return;
  if (hard === true) {
    refuse(
      "hard-hand-on",
      at(place, "handOn"),
      "预留学位不能既留空（hard）又转给别人（handOn），请删去一项。",
      "Seats cannot both stay empty (hard) and be handed on (handOn); remove one of the two.",
    );
  }
  const receivers = [OPEN_POOL, ...reserves.map((other) => other.group)];
  if (handOn !== group && receivers.includes(handOn)) return;
  const meant = suggestion(handOn, receivers);
  refuse(
    "hand-on",
    at(place, "handOn"),
    `未用的学位只能转给“open”或本校另一个有预留学位的群体，不能转给“${handOn}”。${meant.zh}`,
    `Unused seats go to “open” or to another group with reserved seats at this school, not to “${handOn}”.${meant.en}`,
  );
}

function checkReservedSeats(
  { seats, reserves = [] }: DocumentSchool,
  place: Place,
  refuse: Refuse,
): void {
  const reserved = reserves.reduce((sum, reserve) => sum + reserve.seats, 0);
  if (reserved <= seats) return;
  refuse(
    "too-many-reserved",
    at(place, "reserves"),
    `预留学位共 ${reserved} 个，多于全校的 ${seats} 个。`,
    `${reserved} seats are reserved, more than the ${seats} that the school has.`,
  );
}

function checkPrecedence(
  precedence: readonly string[],
  reserves: readonly Reserve[],
  place: Place,
  refuse: Refuse,
): void {
  const pools = [...reserves.map(({ group }) => group), OPEN_POOL];
  refuseRepeats(placed(precedence, place), refuse);
  for (const [index, pool] of precedence.entries()) {
    if (pool === "" || pools.includes(pool)) continue;
    const meant = suggestion(pool, pools);
    refuse(
      "precedence-unknown",
      at(place, index),
      `本校没有给“${pool}”预留学位。${meant.zh}`,
      `This school reserves no seats for “${pool}”.${meant.en}`,
    );
  }
  const missing = pools.filter((pool) => pool !== "" && !precedence.includes(pool));
  if (missing.length === 0) return;
  const names = missing.join(", ");
  refuse(
    "precedence-missing",
    place,
    `先后次序应列出每一类学位，还缺：${names}。`,
    `The order must name all kinds of seats; still missing: ${names}.`,
  );
}
