"""Bytes, hashes and texts: sections 1, 2 and 6 of the specification."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import unicodedata
from typing import Any, Dict, Iterable, List, Sequence, Tuple, Union

Part = Union[str, bytes]

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 32

_HEX = re.compile(r"[0-9a-f]*\Z")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\Z")
_DECIMAL = re.compile(r"(0|[1-9][0-9]*)\Z")
_INTEGER = re.compile(r"(0|-?[1-9][0-9]*)\Z")


class Fault(Exception):
    """Something published is not as the specification says; the text says what, in words."""


def part_bytes(part: Part) -> bytes:
    """A part as bytes: text is UTF-8 in normal form C (section 1)."""
    if isinstance(part, bytes):
        return part
    try:
        return unicodedata.normalize("NFC", part).encode("utf-8")
    except UnicodeEncodeError:
        raise Fault("a text holds half a surrogate pair and has no encoding") from None


def enc(tag: str, parts: Sequence[Part]) -> bytes:
    """ENC of section 1."""
    name = part_bytes(tag)
    out = [len(name).to_bytes(2, "big"), name, len(parts).to_bytes(2, "big")]
    for part in parts:
        data = part_bytes(part)
        out += (len(data).to_bytes(4, "big"), data)
    return b"".join(out)


def th(tag: str, *parts: Part) -> bytes:
    """TH of section 1: SHA-256 of ENC."""
    return hashlib.sha256(enc(tag, parts)).digest()


def mac(key: bytes, tag: str, *parts: Part) -> bytes:
    """MAC of section 1: HMAC-SHA-256 of ENC."""
    return hmac.digest(key, enc(tag, parts), "sha256")


class TextHash:
    """TH(tag, text) over ASCII lines that need not be in memory together."""

    def __init__(self, tag: str, length: int) -> None:
        self._hash = hashlib.sha256(enc(tag, [b""])[:-4] + length.to_bytes(4, "big"))
        self._left = length

    def add(self, data: bytes) -> None:
        self._left -= len(data)
        self._hash.update(data)

    def hex(self) -> str:
        if self._left != 0:
            raise ValueError("the announced length is not that of the text")
        return self._hash.hexdigest()


def u16be(value: int) -> bytes:
    return value.to_bytes(2, "big")


def u32be(value: int) -> bytes:
    return value.to_bytes(4, "big")


def u64be(value: int) -> bytes:
    return value.to_bytes(8, "big")


def is_hex(value: Any, size: int) -> bool:
    """Whether this is lower-case hex of `size` bytes (section 1)."""
    return isinstance(value, str) and len(value) == 2 * size and _HEX.match(value) is not None


def is_id(value: Any) -> bool:
    """Whether this has the form of an id (section 1)."""
    return isinstance(value, str) and _ID.match(value) is not None


def is_integer_text(value: str) -> bool:
    """A decimal integer without leading zeros and no sign but `-` (section 4)."""
    return _INTEGER.match(value) is not None


def is_run(value: Any) -> bool:
    """Whether this is a run `city/year/phase/attempt` (section 1)."""
    if not isinstance(value, str):
        return False
    parts = value.split("/")
    return (
        len(parts) == 4 and all(parts) and parts[3] != "0" and parse_decimal(parts[3]) is not None
    )


def parse_decimal(text: str) -> Union[int, None]:
    """A decimal integer of at most 2^53 - 1 without leading zeros, or None (section 5.2)."""
    if len(text) > 16 or _DECIMAL.match(text) is None:
        return None
    value = int(text)
    return value if value <= LARGEST_INTEGER else None


def parse_base64(text: str) -> bytes:
    """RFC 4648 section 4 with padding, no line ends, unused bits zero (section 5.2)."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        raise Fault("malformed base64") from None
    if base64.b64encode(data).decode("ascii") != text:
        raise Fault("base64 that is not the one way of writing these bytes")
    return data


def read_text(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Fault(f"{what} is not UTF-8") from None


def _whole(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > LARGEST_INTEGER:
        raise Fault("an integer is outside of ±(2^53 − 1)")
    return int(text)


def _no_fraction(text: str) -> Any:
    raise Fault("a number is not an integer")


def _no_constant(text: str) -> Any:
    raise Fault(f"{text} is not JSON")


def _check_values(value: Any, depth: int, words: bool) -> None:
    if isinstance(value, (dict, list)):
        if depth >= DEEPEST:
            raise Fault(f"JSON nested deeper than {DEEPEST}")
        for inner in value.values() if isinstance(value, dict) else value:
            _check_values(inner, depth + 1, words)
    elif not words and (value is None or isinstance(value, bool)):
        raise Fault("JSON with null, true or false where only strings and integers may be")


def canonical(value: Any) -> bytes:
    """RFC 8785 for strings, integers, arrays, objects, null and booleans."""

    def ordered(inner: Any) -> Any:
        if isinstance(inner, dict):
            keys = sorted(inner, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
            return {key: ordered(inner[key]) for key in keys}
        return [ordered(item) for item in inner] if isinstance(inner, list) else inner

    text = json.dumps(ordered(value), ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise Fault("JSON holds half a surrogate pair") from None


def parse_json(data: bytes, what: str, words: bool = True) -> Any:
    """RFC 8785 JSON; anything that is not its one canonical form is a Fault.

    `words` allows null, true and false, which entries may not hold (section 6).
    """
    text = read_text(data, what)
    try:
        value = json.loads(
            text, parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_constant
        )
        _check_values(value, 0, words)
    except (ValueError, RecursionError):
        raise Fault(f"{what} is not JSON") from None
    except Fault as fault:
        raise Fault(f"{what}: {fault}") from None
    if canonical(value) != data:
        raise Fault(f"{what} is JSON, but not in the canonical form of RFC 8785")
    return value


def parse_json_line(data: bytes, what: str) -> Any:
    """RFC 8785 JSON followed by U+000A."""
    if not data.endswith(b"\n"):
        raise Fault(f"{what} does not end in a line end")
    return parse_json(data[:-1], what)


def is_integer(value: Any) -> bool:
    """A JSON integer; Python would take true for one."""
    return isinstance(value, int) and not isinstance(value, bool)


def members(value: Any, names: Iterable[str], what: str) -> Dict[str, Any]:
    """The value as an object with exactly these members."""
    if not isinstance(value, dict):
        raise Fault(f"{what} is not an object")
    wanted = set(names)
    if set(value) != wanted:
        odd = ", ".join(sorted(wanted.symmetric_difference(value)))
        raise Fault(f"{what} has other members than it must have: {odd}")
    return value


def parse_csv(data: bytes, columns: Sequence[str], what: str) -> List[Tuple[str, ...]]:
    """The rows of a table of section 1, its header checked and left out."""
    text = read_text(data, what)
    if not text.endswith("\n"):
        raise Fault(f"{what}: the last line has no line end")
    if '"' in text or "\r" in text:
        raise Fault(f"{what} holds a quote or a carriage return")
    lines = text[:-1].split("\n")
    if lines[0] != ",".join(columns):
        raise Fault(f"{what}: the first line is not {','.join(columns)}")
    rows: List[Tuple[str, ...]] = []
    for number, line in enumerate(lines[1:], start=2):
        fields = tuple(line.split(","))
        if len(fields) != len(columns):
            raise Fault(f"{what}, line {number}: {len(fields)} fields instead of {len(columns)}")
        rows.append(fields)
    return rows


def require(condition: bool, words: str) -> None:
    """A Fault with these words, unless the condition is met."""
    if not condition:
        raise Fault(words)
