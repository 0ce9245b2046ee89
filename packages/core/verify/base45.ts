/** Base45 of RFC 9285: bytes as the characters of a QR code's alphanumeric mode. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

const digit = (value: number): string => DIGITS.charAt(value % 45);

export function toBase45(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const [first = 0, second] = bytes.subarray(at, at + 2);
    const value = second === undefined ? first : first * 256 + second;
    text += digit(value) + digit(Math.floor(value / 45));
    if (second !== undefined) text += digit(Math.floor(value / 2025));
  }
  return text;
}

/** Undefined unless the text is exactly the one that {@link toBase45} makes of some bytes. */
export function fromBase45(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const values = Array.from(text.slice(at, at + 3), (each) => DIGITS.indexOf(each));
    const value = values.reduceRight((sum, each) => sum * 45 + each, 0);
    if (values.includes(-1) || value > (values.length === 3 ? 0xffff : 0xff)) return undefined;
    if (values.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  const result = Uint8Array.from(bytes);
  return toBase45(result) === text ? result : undefined;
}
