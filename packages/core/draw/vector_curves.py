"""Curves and ciphers for make-vectors.py, from the texts of the RFCs. Slow, and not for secrets.

Ed25519: RFC 8032. ristretto255: RFC 9496. X25519: RFC 7748. ChaCha20 and Poly1305: RFC 8439.
XChaCha20: draft-irtf-cfrg-xchacha-03.
"""

import hashlib
import struct

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def is_negative(element):
    return element % P % 2 == 1


def absolute(element):
    return -element % P if is_negative(element) else element % P


def sqrt_ratio_m1(u, v):
    """RFC 9496, 4.2: whether u/v is a square, and the root of u/v or of SQRT_M1 * u/v."""
    r = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    check = v * r * r % P
    correct, flipped = check == u % P, check == -u % P
    if flipped or check == -u * SQRT_M1 % P:
        r = r * SQRT_M1 % P
    return correct or flipped, absolute(r)


# Points of edwards25519 in extended coordinates (X, Y, Z, T), x = X/Z, y = Y/Z, x * y = T/Z.
ZERO = (0, 1, 1, 0)
BASE_Y = 4 * pow(5, -1, P) % P
BASE_X = sqrt_ratio_m1(BASE_Y**2 - 1, D * BASE_Y**2 + 1)[1]
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def plus(left, right):
    """RFC 8032, 5.1.4; holds for all pairs of points."""
    a = (left[1] - left[0]) * (right[1] - right[0])
    b = (left[1] + left[0]) * (right[1] + right[0])
    c = 2 * left[3] * right[3] * D
    d = 2 * left[2] * right[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar, point):
    result = ZERO
    while scalar > 0:
        if scalar % 2 == 1:
            result = plus(result, point)
        point, scalar = plus(point, point), scalar // 2
    return result


def ristretto(point):
    """RFC 9496, 4.3.2: a point's 32 bytes."""
    x0, y0, z0, t0 = point
    u1 = (z0 + y0) * (z0 - y0) % P
    u2 = x0 * y0 % P
    root = sqrt_ratio_m1(1, u1 * u2 * u2 % P)[1]
    den1, den2 = root * u1 % P, root * u2 % P
    z_inverse = den1 * den2 * t0 % P
    x, y, den_inverse = x0, y0, den2
    if is_negative(t0 * z_inverse):
        x, y = y0 * SQRT_M1 % P, x0 * SQRT_M1 % P
        den_inverse = den1 * sqrt_ratio_m1(1, -1 - D)[1] % P
    if is_negative(x * z_inverse):
        y = -y % P
    return absolute(den_inverse * (z0 - y)).to_bytes(32, "little")


def compressed(point):
    """RFC 8032, 5.1.2."""
    z_inverse = pow(point[2], -1, P)
    x, y = point[0] * z_inverse % P, point[1] * z_inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def clamped(secret):
    number = int.from_bytes(secret, "little")
    return number & ~7 & ~(1 << 255) | 1 << 254


def sha512_number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


def ed25519_public(secret):
    return compressed(times(clamped(hashlib.sha512(secret).digest()[:32]), BASE))


def ed25519_sign(secret, message):
    """RFC 8032, 5.1.6."""
    digest = hashlib.sha512(secret).digest()
    scalar, prefix = clamped(digest[:32]), digest[32:]
    r = sha512_number(prefix, message) % Q
    point = compressed(times(r, BASE))
    k = sha512_number(point, ed25519_public(secret), message)
    return point + ((r + k * scalar) % Q).to_bytes(32, "little")


U_BASE = (9).to_bytes(32, "little")


def x25519(secret, u_bytes):
    """RFC 7748, 5: the ladder."""
    k = clamped(secret)
    x1 = int.from_bytes(u_bytes, "little") & ~(1 << 255)
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for bit in reversed(range(255)):
        wanted = k >> bit & 1
        if swap != wanted:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = wanted
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, x1 * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def quarter(state, a, b, c, d):
    for first, second, third, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[first] = (state[first] + state[second]) & 0xFFFFFFFF
        mixed = state[third] ^ state[first]
        state[third] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF


def chacha_rounds(key, last_four_words):
    """RFC 8439, 2.3: the words before and after twenty rounds."""
    before = list(struct.unpack("<12I", b"expand 32-byte k" + key)) + list(last_four_words)
    state = before[:]
    for _ in range(10):
        for column in range(4):
            quarter(state, column, column + 4, column + 8, column + 12)
        quarter(state, 0, 5, 10, 15)
        quarter(state, 1, 6, 11, 12)
        quarter(state, 2, 7, 8, 13)
        quarter(state, 3, 4, 9, 14)
    return before, state


def chacha20_block(key, counter, nonce):
    before, after = chacha_rounds(key, (counter, *struct.unpack("<3I", nonce)))
    return struct.pack("<16I", *((x + y) & 0xFFFFFFFF for x, y in zip(before, after)))


def poly1305(key, message):
    """RFC 8439, 2.5."""
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        block = int.from_bytes(message[at : at + 16] + b"\x01", "little")
        total = (total + block) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def xchacha20_poly1305(key, nonce, plaintext):
    """Sealed text and tag, without further data. Section 2.3 of the draft, 2.8 of RFC 8439."""
    _, state = chacha_rounds(key, struct.unpack("<4I", nonce[:16]))
    subkey = struct.pack("<8I", *state[:4], *state[12:])
    short = b"\0\0\0\0" + nonce[16:]
    blocks = range(1, 1 + -(-len(plaintext) // 64))
    stream = b"".join(chacha20_block(subkey, counter, short) for counter in blocks)
    sealed = bytes(x ^ y for x, y in zip(plaintext, stream))
    padded = sealed + b"\0" * (-len(sealed) % 16)
    lengths = struct.pack("<2Q", 0, len(sealed))
    return sealed + poly1305(chacha20_block(subkey, 0, short)[:32], padded + lengths)


def check():
    """Known answers of RFC 9496 A.1, RFC 8032 7.1, RFC 7748 6.1, RFC 8439 2.5.2, XChaCha A.3.1."""
    assert ristretto(ZERO) == bytes(32)
    assert ristretto(times(2, BASE)).hex() == (
        "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919"
    )
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    assert ed25519_public(secret).hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )
    assert ed25519_sign(secret, b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )
    alice = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert x25519(alice, U_BASE).hex() == (
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    )
    one_time = bytes.fromhex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b")
    assert poly1305(one_time, b"Cryptographic Forum Research Group").hex() == (
        "a8061dc1305136c6c22b8baf0c0127a9"
    )
    # Its tag is over further data too, which boxes have none of.
    text = b"Ladies and Gentlemen of the class of '99"
    sealed = xchacha20_poly1305(bytes(range(0x80, 0xA0)), bytes(range(0x40, 0x58)), text)
    assert sealed[:32].hex() == "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"


check()
