import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { AGENCY_SOURCES } from "./agency.ts";
import { connectAgencies } from "./connect.ts";
import type { ConnectedAgencies } from "./connect.ts";
import type { Fault } from "./simulator-kit.ts";
import { FAULTS_PATH } from "./simulator-kit.ts";
import type { RunningSimulators } from "./simulators.ts";
import { startAgencySimulators } from "./simulators.ts";
import { QUERY, REGISTERS, child, clientOf, patience, zoneIndex } from "./test-town.ts";

let simulators: RunningSimulators;
let agencies: ConnectedAgencies;

beforeAll(async () => {
  simulators = await startAgencySimulators(
    { registers: REGISTERS },
    { host: "127.0.0.1", faults: true },
  );
  agencies = connectAgencies(simulators.urls, zoneIndex);
});

afterAll(() => simulators.stop());

describe.each(AGENCY_SOURCES)("%s out of order", (source) => {
  const inject = async (fault: Fault): Promise<void> => {
    const url = new URL(FAULTS_PATH, simulators.urls[source]);
    url.username = "";
    url.password = "";
    const reply = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fault),
    });
    expect(reply.status).toBe(200);
  };
  const failureUnder = async (fault: Fault, signal: AbortSignal = patience()) => {
    await inject(fault);
    const answer = await clientOf(source, agencies).fetchFacts(QUERY, signal);
    if (answer.ok) throw new Error("the fault had no effect");
    expect(answer.error.message.zh).not.toBe("");
    return answer.error;
  };
  afterEach(() => inject({ kind: "none" }));

  test.each<[Fault, string, boolean]>([
    [{ kind: "error", status: 500 }, "unavailable", true],
    [{ kind: "error", status: 503 }, "unavailable", true],
    [{ kind: "error", status: 429 }, "unavailable", true],
    [{ kind: "error", status: 400 }, "refused", false],
    [{ kind: "garbage" }, "malformed", true],
    [{ kind: "wrong-charset" }, "malformed", true],
    [{ kind: "half" }, "malformed", true],
    [{ kind: "endless" }, "malformed", true],
    [{ kind: "down" }, "unavailable", true],
  ])("%j is %s", async (fault, kind, retryable) => {
    expect(await failureUnder(fault)).toMatchObject({ kind, retryable });
  });

  test("too slow is unavailable, and it answers again afterwards", async () => {
    const failure = await failureUnder({ kind: "slow", ms: 600_000 }, AbortSignal.timeout(30));
    expect(failure).toMatchObject({ kind: "unavailable", retryable: true });
    await inject({ kind: "none" });
    expect(await clientOf(source, agencies).fetchFacts(QUERY, patience())).toMatchObject({
      ok: true,
      value: { remarks: [] },
    });
  });

  test("a wrong secret and a query without consent are refused", async () => {
    const forged = new URL(simulators.urls[source]);
    forged.password = "wrong";
    const client = clientOf(source, connectAgencies({ [source]: forged.href }, zoneIndex));
    expect(await client.fetchFacts(QUERY, patience())).toMatchObject({
      ok: false,
      error: { kind: "refused", retryable: false },
    });
    const unasked = await clientOf(source, agencies).fetchFacts(
      { ...QUERY, consentRef: "" },
      patience(),
    );
    expect(unasked).toMatchObject({ ok: false, error: { kind: "refused" } });
  });

  test("a clock that is wrong by more than five minutes is refused", async () => {
    const late = connectAgencies(simulators.urls, zoneIndex, () => Date.now() - 6 * 60_000);
    expect(await clientOf(source, late).fetchFacts(QUERY, patience())).toMatchObject({
      ok: false,
      error: { kind: "refused" },
    });
  });

  test("describes itself", async () => {
    const url = new URL("/openapi.json", simulators.urls[source]);
    url.username = "";
    url.password = "";
    const description = (await (await fetch(url)).json()) as { paths: object; openapi: string };
    expect(description.openapi).toMatch(/^3\./);
    expect(Object.keys(description.paths).length).toBeGreaterThan(0);
    expect(JSON.stringify(description.paths)).not.toContain("_control");
  });
});

test("an agency still at work on somebody is unavailable for now", async () => {
  const silent = Object.fromEntries(
    AGENCY_SOURCES.map((source) => [source, [child.document.number]]),
  );
  const changed = await startAgencySimulators(
    { registers: { ...REGISTERS, silent } },
    { host: "127.0.0.1" },
  );
  try {
    const connected = connectAgencies(changed.urls, zoneIndex);
    for (const source of ["household", "property", "social-insurance", "residence"] as const) {
      expect(await clientOf(source, connected).fetchFacts(QUERY, patience())).toMatchObject({
        ok: false,
        error: { kind: "unavailable", retryable: true },
      });
    }
  } finally {
    await changed.stop();
  }
});

test("an agency that is left out is not connected", () => {
  const connected = connectAgencies({ lease: "http://127.0.0.1:1" }, zoneIndex);
  expect(connected.household).toBeNull();
  expect([...connected.clients.keys()]).toEqual(["lease"]);
});

test("an agency that nobody answers for is unavailable", async () => {
  const unused = createServer();
  await new Promise<void>((resolve) => unused.listen(0, "127.0.0.1", resolve));
  const { port } = unused.address() as AddressInfo;
  await new Promise((resolve) => unused.close(resolve));
  const connected = connectAgencies({ lease: `http://a:b@127.0.0.1:${port}` }, zoneIndex);
  expect(await clientOf("lease", connected).fetchFacts(QUERY, patience())).toMatchObject({
    ok: false,
    error: { kind: "unavailable" },
  });
});

test("without published zones no address is placed", async () => {
  const connected = connectAgencies(simulators.urls, null);
  const answer = await clientOf("property", connected).fetchFacts(QUERY, patience());
  if (!answer.ok) throw new Error(answer.error.message.en);
  expect(answer.value.facts).not.toHaveProperty(["property.zone"]);
  expect(answer.value.remarks.map(({ code }) => code)).toContain("address.no-zones");
});
