import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { DemoCity } from "../demo/city.ts";
import type { Registers } from "../demo/registers.ts";
import type { AgencySource } from "./agency.ts";
import { AGENCY_SOURCES } from "./agency.ts";
import { makeHouseholdSimulator } from "./household/simulator.ts";
import { makeLeaseSimulator } from "./lease/simulator.ts";
import { makePropertySimulator } from "./property/simulator.ts";
import { makeResidenceSimulator } from "./residence/simulator.ts";
import type { Simulator, SimulatorOptions } from "./simulator-kit.ts";
import { makeSocialInsuranceSimulator } from "./social-insurance/simulator.ts";
import { makeSpecialStatusSimulator } from "./special-status/simulator.ts";

const SIMULATORS: Readonly<
  Record<AgencySource, (registers: Registers, options: SimulatorOptions) => Promise<Simulator>>
> = {
  household: makeHouseholdSimulator,
  property: makePropertySimulator,
  "social-insurance": makeSocialInsuranceSimulator,
  residence: makeResidenceSimulator,
  lease: makeLeaseSimulator,
  "special-status": makeSpecialStatusSimulator,
};

export interface SimulatorsOptions {
  readonly host: string;
  /** A port for each agency; one that is left out gets a free port. */
  readonly ports?: Readonly<Partial<Record<AgencySource, number>>>;
  /** Opens the control endpoint by which tests make agencies misbehave. */
  readonly faults?: boolean;
}

export interface RunningSimulators {
  /** With the credentials made up for this run, as `connectAgencies` takes them. */
  readonly urls: Readonly<Record<AgencySource, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts the city's six agencies, each a server of its own on its own port. */
export async function startAgencySimulators(
  city: Pick<DemoCity, "registers">,
  { host, ports = {}, faults = false }: SimulatorsOptions,
): Promise<RunningSimulators> {
  const [appKey, appSecret] = ["yangguang-demo", randomBytes(24).toString("hex")];
  const options: SimulatorOptions = { appKey, appSecret, faults, clock: Date.now };
  const running: Simulator[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((app) => app.close()));
  };
  try {
    const urls = await Promise.all(
      AGENCY_SOURCES.map(async (source): Promise<[AgencySource, string]> => {
        const app = await SIMULATORS[source](city.registers, options);
        running.push(app);
        await app.listen({ host, port: ports[source] ?? 0 });
        const { port } = app.server.address() as AddressInfo;
        const reached = host.includes(":") ? `[${host}]` : host;
        return [source, `http://${appKey}:${appSecret}@${reached}:${port}`];
      }),
    );
    return { urls: Object.fromEntries(urls) as Record<AgencySource, string>, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
