import { citySettings, loadCity, needed, neededCount } from "../demo/load-city.ts";
import { serveBeside } from "../demo/side-process.ts";
import type { AgencySource } from "./agency.ts";
import { AGENCY_SOURCES } from "./agency.ts";
import { startAgencySimulators } from "./simulators.ts";

/**
 * The demo city's agencies as a process of their own: six servers, one for each. Environment:
 * `DEMO_POLICY`, `DEMO_SEED`, `DEMO_CHILDREN`, `AGENCIES_HOST`; if wished `AGENCIES_FIRST_PORT`
 * (six in a row from there; else free ones) and `AGENCIES_FAULTS=1` (opens the control endpoint).
 * Prints `{"urls": {"household": …}}`, as `connectAgencies` takes them.
 */
const { env } = process;

function portsFrom(first: number): Readonly<Partial<Record<AgencySource, number>>> {
  return Object.fromEntries(AGENCY_SOURCES.map((source, index) => [source, first + index]));
}

await serveBeside(async () => {
  const { city } = loadCity(citySettings(env));
  const fixed = env["AGENCIES_FIRST_PORT"] !== undefined;
  const { urls, stop } = await startAgencySimulators(city, {
    host: needed(env, "AGENCIES_HOST"),
    faults: env["AGENCIES_FAULTS"] === "1",
    ...(fixed ? { ports: portsFrom(neededCount(env, "AGENCIES_FIRST_PORT")) } : {}),
  });
  return { ready: { urls }, stop };
});
