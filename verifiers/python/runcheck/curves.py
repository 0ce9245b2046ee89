"""Ed25519 (RFC 8032) and ristretto255 (RFC 9496), as sections 6 and 8 use them.

Points are in extended coordinates (X, Y, Z, T) of the curve -x² + y² = 1 + d·x²·y².
Nothing here is secret, so nothing is constant in time.
"""

from __future__ import annotations

import hashlib
from typing import List, Optional, Sequence, Tuple

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

Point = Tuple[int, int, int, int]
IDENTITY: Point = (0, 1, 1, 0)


def add(one: Point, other: Point) -> Point:
    """RFC 8032, 5.1.4 (complete, so it doubles too)."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def double(point: Point) -> Point:
    """RFC 8032, 5.1.4."""
    x, y, z, _ = point
    a, b, c = x * x, y * y, 2 * z * z
    h = a + b
    e = h - (x + y) * (x + y)
    g = a - b
    f = c + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def negate(point: Point) -> Point:
    return (-point[0] % P, point[1], point[2], -point[3] % P)


def combine(terms: Sequence[Tuple[int, Point]]) -> Point:
    """Σ scalar·point, all doublings shared (Straus 1964), four bits at a time."""
    tables: List[Tuple[int, List[Point]]] = []
    for scalar, point in terms:
        table = [IDENTITY, point]
        for _ in range(14):
            table.append(add(table[-1], point))
        tables.append((scalar, table))
    result = IDENTITY
    longest = max((scalar.bit_length() for scalar, _ in terms), default=0)
    for shift in range((longest + 3) // 4 * 4 - 4, -1, -4):
        result = double(double(double(double(result))))
        for scalar, table in tables:
            digit = scalar >> shift & 15
            if digit:
                result = add(result, table[digit])
    return result


def is_identity(point: Point) -> bool:
    return point[0] % P == 0 and (point[1] - point[2]) % P == 0


def _times_eight(point: Point) -> Point:
    return double(double(double(point)))


def decode_ed25519(data: bytes) -> Optional[Point]:
    """RFC 8032, 5.1.3: the point, or None for bytes that are not a point's own encoding."""
    if len(data) != 32:
        return None
    value = int.from_bytes(data, "little")
    sign, y = value >> 255, value & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * SQRT_M1 % P
    if v * x * x % P != u or (x == 0 and sign == 1):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


_BASE_Y = 4 * pow(5, P - 2, P) % P
_base = decode_ed25519(_BASE_Y.to_bytes(32, "little"))
assert _base is not None
BASE: Point = _base


def verify_ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    """RFC 8032, 5.1.7 with the cofactor; refuses what section 6 refuses."""
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    a, r = decode_ed25519(key), decode_ed25519(signature[:32])
    if s >= ORDER or a is None or r is None or is_identity(_times_eight(a)):
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    difference = add(combine([(s, BASE), (k, negate(a))]), negate(r))
    return is_identity(_times_eight(difference))


def _is_negative(value: int) -> bool:
    return value % P & 1 == 1


def _absolute(value: int) -> int:
    value %= P
    return P - value if value & 1 else value


def _sqrt_ratio(u: int, v: int) -> Tuple[bool, int]:
    """RFC 9496, 4.2."""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    u %= P
    correct, flipped = check == u, check == -u % P
    flipped_i = check == -u * SQRT_M1 % P
    if flipped or flipped_i:
        r = r * SQRT_M1 % P
    return correct or flipped, _absolute(r)


_INVSQRT_A_MINUS_D = _sqrt_ratio(1, -1 - D)[1]


def decode_ristretto(data: bytes) -> Optional[Point]:
    """RFC 9496, 4.3.1: the point, or None."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= P or s & 1:
        return None
    ss = s * s % P
    u1, u2 = 1 - ss, 1 + ss
    v = -(D * u1 * u1) - u2 * u2
    square, inverse = _sqrt_ratio(1, v * u2 * u2)
    den_x = inverse * u2 % P
    den_y = inverse * den_x * v % P
    x = _absolute(2 * s * den_x)
    y = u1 * den_y % P
    t = x * y % P
    if not square or _is_negative(t) or y == 0:
        return None
    return (x, y, 1, t)


def encode_ristretto(point: Point) -> bytes:
    """RFC 9496, 4.3.2."""
    x0, y0, z0, t0 = point
    u1, u2 = (z0 + y0) * (z0 - y0) % P, x0 * y0 % P
    _, inverse = _sqrt_ratio(1, u1 * u2 * u2)
    den1, den2 = inverse * u1 % P, inverse * u2 % P
    z_inverse = den1 * den2 * t0 % P
    x, y, den = x0, y0, den2
    if _is_negative(t0 * z_inverse):
        x, y, den = y0 * SQRT_M1 % P, x0 * SQRT_M1 % P, den1 * _INVSQRT_A_MINUS_D % P
    if _is_negative(x * z_inverse):
        y = -y
    return _absolute(den * (z0 - y)).to_bytes(32, "little")


def same_ristretto(one: Point, other: Point) -> bool:
    """RFC 9496, 4.3.3."""
    crossed = (one[0] * other[1] - one[1] * other[0]) % P
    straight = (one[1] * other[1] - one[0] * other[0]) % P
    return crossed == 0 or straight == 0


def decode_scalar(data: bytes) -> Optional[int]:
    """A scalar of section 8: 32 bytes, little end first, below the order."""
    value = int.from_bytes(data, "little")
    return value if len(data) == 32 and value < ORDER else None
