import { isReachable } from "../registry/connect.ts";
import type { Services } from "./context.ts";

/** Whether families can be served: the database answers. */
export const isReady = ({ db }: Services): Promise<boolean> => isReachable(db);
