import type { JSX } from "preact";
import { encode } from "uqr";

/**
 * A QR code drawn on the server as one SVG path: no script, no picture to load, sharp in print.
 *
 * Accessibility: a picture with a name; the address it holds stands beside it as text.
 */
export function QrCode(props: { readonly url: string; readonly label: string }): JSX.Element {
  const { data, size } = encode(props.url, { ecc: "M", border: 2 });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.label}>
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} shape-rendering="crispEdges" />
    </svg>
  );
}
