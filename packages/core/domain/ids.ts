declare const brand: unique symbol;

/** A string that was parsed once at an edge; brands keep one kind from standing in for another. */
export type Brand<Name extends string> = string & { readonly [brand]: Name };

export type ZoneId = Brand<"ZoneId">;
export type PersonId = Brand<"PersonId">;
/** Pseudonymous public number of one application: 32 lower-case hex digits (16 random bytes). */
export type Pid = Brand<"Pid">;

/** Casts a string that is already known to be well formed (a database row, a checked request). */
export const brandAs = <Branded extends string>(value: string): Branded => value as Branded;

export const isPid = (value: string): value is Pid => /^[0-9a-f]{32}$/.test(value);

export const isUuid = (value: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value);
