import { pino } from "pino";
import type { Logger } from "pino";

export type Log = Logger;

/** Structured logs on standard output. Nothing that names a person is ever passed to them. */
export const makeLog = (level: string): Log =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
