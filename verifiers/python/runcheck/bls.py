"""BLS signatures on G1 of BLS12-381, to verify only: RFC 9380 and the pairing.

Fields: Fp; Fp2 = Fp[u]/(u² + 1) as pairs; Fp12 = Fp[w]/(w¹² - 2w⁶ + 2) as twelve numbers, in
which u = w⁶ - 1. Points are affine; None is the point at infinity.
"""

from __future__ import annotations

import hashlib
from typing import List, Optional, Sequence, Tuple

from .bls_isogeny import X_DENOMINATOR, X_NUMERATOR, Y_DENOMINATOR, Y_NUMERATOR

P = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
R = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
LOOP = 0xD201000000010000
COFACTOR = LOOP + 1
ISOGENY_A = (
    0x144698A3B8E9433D693A02C96D4982B0EA985383EE66A8D8E8981AEFD881AC98936F8DA0E0F97F5CF428082D584C1D
)
ISOGENY_B = 0x12E2908D11688030018B12E8753EEE3B2016C1F0F24F4070A0B9C14FCEF35EF55A23215A316CEAA5D1CC48E98E172BE0
Z = 11

Fp2 = Tuple[int, int]
Fp12 = List[int]
G1 = Optional[Tuple[int, int]]
G2 = Tuple[Fp2, Fp2]

G2_BASE: G2 = (
    (
        0x024AA2B2F08F0A91260805272DC51051C6E47AD4FA403B02B4510B647AE3D1770BAC0326A805BBEFD48056C8C121BDB8,
        0x13E02B6052719F607DACD3A088274F65596BD0D09920B61AB5DA61BBDC7F5049334CF11213945D57E5AC7D055D042B7E,
    ),
    (
        0x0CE5D527727D6E118CC9CDC6DA2E351AADFD9BAA8CBDD3A76D429A695160D12C923AC9CC3BACA289E193548608B82801,
        0x0606C4A02EA734CC32ACD2B02BC28B99CB3E287E85A763AF267492AB572E99AB3F370D275CEC1DA1AAA9075FF05F79BE,
    ),
)


def inverse(value: int) -> int:
    return pow(value, P - 2, P)


def square_root(value: int) -> Optional[int]:
    root = pow(value, (P + 1) // 4, P)
    return root if root * root % P == value % P else None


def add(one: G1, other: G1) -> G1:
    """Addition on y² = x³ + 4; doubling too."""
    if one is None or other is None:
        return other if one is None else one
    (x1, y1), (x2, y2) = one, other
    if x1 == x2:
        if (y1 + y2) % P == 0:
            return None
        slope = 3 * x1 * x1 * inverse(2 * y1) % P
    else:
        slope = (y2 - y1) * inverse(x2 - x1) % P
    x3 = (slope * slope - x1 - x2) % P
    return (x3, (slope * (x1 - x3) - y1) % P)


def multiply(scalar: int, point: G1) -> G1:
    result: G1 = None
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


def _flags(data: bytes, size: int) -> Optional[Tuple[bool, bytes]]:
    """Whether the larger y is meant, and the bytes without the flags; None if malformed."""
    if len(data) != size or data[0] & 0xC0 != 0x80:
        return None
    return bool(data[0] & 0x20), bytes([data[0] & 0x1F]) + data[1:]


def decode_g1(data: bytes) -> G1:
    """A compressed point of the subgroup other than infinity; None for anything else."""
    flags = _flags(data, 48)
    if flags is None:
        return None
    x = int.from_bytes(flags[1], "big")
    y = square_root(x**3 + 4) if x < P else None
    if y is None:
        return None
    point = (x, P - y if (y > (P - 1) // 2) != flags[0] else y)
    return point if multiply(R, point) is None else None


def mul2(one: Fp2, other: Fp2) -> Fp2:
    (a, b), (c, d) = one, other
    return ((a * c - b * d) % P, (a * d + b * c) % P)


def sub2(one: Fp2, other: Fp2) -> Fp2:
    return ((one[0] - other[0]) % P, (one[1] - other[1]) % P)


def inverse2(value: Fp2) -> Fp2:
    norm = inverse(value[0] ** 2 + value[1] ** 2)
    return (value[0] * norm % P, -value[1] * norm % P)


def square_root2(value: Fp2) -> Optional[Fp2]:
    """By the norm: with n = √(a² + b²), the real part is √((a ± n)/2)."""
    norm = square_root(value[0] ** 2 + value[1] ** 2)
    if norm is None:
        return None
    for sign in (norm, -norm):
        real = square_root((value[0] + sign) * inverse(2))
        if real:
            root = (real, value[1] * inverse(2 * real) % P)
            if mul2(root, root) == (value[0] % P, value[1] % P):
                return root
    return None


def decode_g2(data: bytes) -> Optional[G2]:
    """A compressed point of the twist y² = x³ + 4(1 + u). The subgroup is not checked."""
    flags = _flags(data, 96)
    if flags is None:
        return None
    x = (int.from_bytes(flags[1][48:], "big"), int.from_bytes(flags[1][:48], "big"))
    cube = mul2(mul2(x, x), x)
    y = square_root2((cube[0] + 4, cube[1] + 4))
    if y is None:
        return None
    negated = sub2((0, 0), y)
    larger = (y[1], y[0]) > (negated[1], negated[0])
    return (x, y if larger == flags[0] else negated)


def expand_message(message: bytes, tag: bytes, size: int) -> bytes:
    """expand_message_xmd with SHA-256: RFC 9380, 5.3.1."""
    suffix = tag + bytes([len(tag)])
    first = hashlib.sha256(
        bytes(64) + message + size.to_bytes(2, "big") + b"\x00" + suffix
    ).digest()
    block, out = bytes(32), b""
    for number in range(1, (size + 31) // 32 + 1):
        mixed = bytes(a ^ b for a, b in zip(first, block))
        block = hashlib.sha256(mixed + bytes([number]) + suffix).digest()
        out += block
    return out[:size]


def _polynomial(coefficients: Sequence[int], x: int) -> int:
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * x + coefficient) % P
    return value


def _map_to_curve(u: int) -> G1:
    """Simplified SWU and the isogeny: RFC 9380, 6.6.2 and 6.6.3."""
    t = (Z * Z * u**4 + Z * u * u) % P
    if t == 0:
        x = ISOGENY_B * inverse(Z * ISOGENY_A) % P
    else:
        x = -ISOGENY_B * inverse(ISOGENY_A) * (1 + inverse(t)) % P
    y = square_root(x**3 + ISOGENY_A * x + ISOGENY_B)
    if y is None:
        x = Z * u * u * x % P
        y = square_root(x**3 + ISOGENY_A * x + ISOGENY_B)
    assert y is not None
    y = y if y & 1 == u & 1 else P - y
    mapped_x = _polynomial(X_NUMERATOR, x) * inverse(_polynomial(X_DENOMINATOR, x)) % P
    mapped_y = y * _polynomial(Y_NUMERATOR, x) * inverse(_polynomial(Y_DENOMINATOR, x)) % P
    return (mapped_x, mapped_y)


def hash_to_g1(message: bytes, tag: bytes) -> G1:
    """hash_to_curve of the suite BLS12381G1_XMD:SHA-256_SSWU_RO_: RFC 9380, 8.8.1."""
    data = expand_message(message, tag, 128)
    one = _map_to_curve(int.from_bytes(data[:64], "big") % P)
    other = _map_to_curve(int.from_bytes(data[64:], "big") % P)
    return multiply(COFACTOR, add(one, other))


def mul12(one: Fp12, other: Fp12) -> Fp12:
    product = [0] * 23
    for i, a in enumerate(one):
        if a:
            for j, b in enumerate(other):
                product[i + j] += a * b
    for i in range(22, 11, -1):
        product[i - 6] += 2 * product[i]
        product[i - 12] -= 2 * product[i]
    return [value % P for value in product[:12]]


def _line(slope: Fp2, at: G2, point: Tuple[int, int]) -> Fp12:
    """The line through `at` on the twist, at `point`, times w³ (which the last power removes)."""
    constant = sub2(mul2(slope, at[0]), at[1])
    out = [0] * 12
    out[0], out[6] = constant[0] - constant[1], constant[1]
    out[2], out[8] = -(slope[0] - slope[1]) * point[0] % P, -slope[1] * point[0] % P
    out[3] = point[1]
    return out


def _chord(slope: Fp2, one: G2, other: G2) -> G2:
    x = sub2(sub2(mul2(slope, slope), one[0]), other[0])
    return (x, sub2(mul2(slope, sub2(one[0], x)), one[1]))


def _miller(point: Tuple[int, int], twisted: G2) -> Fp12:
    """The Miller loop of the ate pairing, without the sign of the loop's length."""
    value: Fp12 = [1] + [0] * 11
    at = twisted
    for bit in bin(LOOP)[3:]:
        square = mul2(at[0], at[0])
        triple = (3 * square[0], 3 * square[1])
        slope = mul2(triple, inverse2((2 * at[1][0], 2 * at[1][1])))
        value = mul12(mul12(value, value), _line(slope, at, point))
        at = _chord(slope, at, at)
        if bit == "1":
            slope = mul2(sub2(twisted[1], at[1]), inverse2(sub2(twisted[0], at[0])))
            value = mul12(value, _line(slope, at, point))
            at = _chord(slope, at, twisted)
    return value


def _last_power(value: Fp12) -> Fp12:
    result: Fp12 = [1] + [0] * 11
    for bit in bin((P**12 - 1) // R)[2:]:
        result = mul12(result, result)
        if bit == "1":
            result = mul12(result, value)
    return result


def verify(public_key: bytes, message: bytes, signature: bytes, tag: bytes) -> bool:
    """Whether e(signature, G2) = e(H(message), key)."""
    key, signed = decode_g2(public_key), decode_g1(signature)
    hashed = hash_to_g1(message, tag)
    if key is None or signed is None or hashed is None:
        return False
    opposite = (hashed[0], P - hashed[1])
    product = mul12(_miller(signed, G2_BASE), _miller(opposite, key))
    return _last_power(product) == [1] + [0] * 11
