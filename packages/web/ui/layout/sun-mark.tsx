import type { JSX } from "preact";

/** The product's mark: a sun rising over an open door's sill. Decorative: the name stands beside. */
export const SunMark = (): JSX.Element => (
  <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
    <path class="rays" d="M16 3v5M5.4 7.4l3.5 3.5M26.6 7.4l-3.5 3.5M2 18h5M25 18h5" />
    <path class="disc" d="M8.5 22a7.5 7.5 0 0 1 15 0z" />
    <path class="sill" d="M3 25.5h26" />
  </svg>
);
