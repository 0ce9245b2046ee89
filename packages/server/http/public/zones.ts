import type { FastifyInstance } from "fastify";
import { failure } from "@yangguang/core/domain/result.ts";
import { fields, routes } from "@yangguang/web/routes.ts";
import type { ZonesView } from "@yangguang/web/public/views.ts";
import { ZonesPage } from "@yangguang/web/public/zones.tsx";
import type { OpenSeason } from "../../services/context.ts";
import type { SeasonZones } from "../../services/zones.ts";
import { makeZoneShelf } from "../../services/zones.ts";
import { zoneName } from "../common-views.ts";
import type { HttpContext } from "../context.ts";
import { currentSeason, pageContext } from "../context.ts";
import { sendPage } from "../pages.ts";
import { queryOf } from "../queries.ts";
import { zoneMapView } from "./zone-map.ts";

export function registerZones(app: FastifyInstance, http: HttpContext): void {
  const seasonZones = makeZoneShelf(http.services.db);

  app.get(routes.zones.pattern, async (request, reply) => {
    const season = await currentSeason(http);
    const zones = await seasonZones(season.id);
    const address = queryOf(request)(fields.address).slice(0, LONGEST_ADDRESS);
    const view = zonesView(season, zones, address);
    return sendPage(reply, ZonesPage({ view, page: pageContext(http, request, reply) }));
  });
}

const LONGEST_ADDRESS = 200;

/** An address that leads nowhere is an answer, with what may be meant; not a failure of the page. */
export function zonesView(
  season: OpenSeason,
  zones: SeasonZones | null,
  address: string,
): ZonesView {
  const { policy } = season;
  const view = { address, map: zoneMapView(policy, zones, null), failures: [] };
  if (address === "") return { ...view, result: { kind: "none-asked" } };
  if (zones === null) {
    return { ...view, result: { kind: "unknown", suggestions: [] }, failures: [noMap] };
  }
  const found = zones.index.zoneOfAddress(address);
  if (!found.ok) {
    const { code, message, suggestions } = found.error;
    return {
      ...view,
      result: { kind: "unknown", suggestions },
      failures: [{ code, message, place: fields.address }],
    };
  }
  const { zone } = found.value;
  return {
    ...view,
    map: zoneMapView(policy, zones, found.value),
    result: {
      kind: "found",
      address: found.value.address,
      zone: zoneName(policy, zone),
      schools: policy.plan.schools
        .filter((school) => school.zones.includes(zone))
        .map(({ name, seats }) => ({ name, seats })),
    },
  };
}

const noMap = failure(
  "zones.no-map",
  "本季尚未公布施教区地图，请咨询教育局招生办公室。",
  "No map of zones is published for this season. Ask the bureau's admissions office.",
  fields.address,
);
