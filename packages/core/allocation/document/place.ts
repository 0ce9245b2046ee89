/** Where in a document something stands; written out only when something is wrong there. */
export interface Place {
  readonly within: Place | null;
  /** A key, or the number of a list's item. */
  readonly step: string | number;
}

export const at = (within: Place | null, step: string | number): Place => ({ within, step });

/** As people write it: "applicants[3].choices[1]", 'lots["East School"]'. */
export function written(place: Place | null): string {
  if (place === null) return "";
  const before = written(place.within);
  if (typeof place.step === "number") return `${before}[${place.step}]`;
  if (!/^[\p{L}_$][\p{L}\p{N}_-]*$/u.test(place.step)) {
    return `${before}[${JSON.stringify(place.step)}]`;
  }
  return before === "" ? place.step : `${before}.${place.step}`;
}
