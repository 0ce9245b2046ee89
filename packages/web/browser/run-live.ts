import { refresh, watch } from "./live.ts";

/** The public page of a run follows the run. Without this script one reloads it. */

const SPREAD_MS = 1500;

const events = document.querySelector<HTMLElement>("[data-events]")?.dataset["events"];
if (events !== undefined) watch(events, SPREAD_MS, () => void refresh());
