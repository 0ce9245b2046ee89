"""drand's quicknet: section 11 of the specification."""

from __future__ import annotations

import hashlib

from . import bls
from .encoding import u64be

QUICKNET_KEY = bytes.fromhex(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
    "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def signature_holds(round_number: int, signature: bytes) -> bool:
    """Whether this is drand's signature of the round."""
    message = hashlib.sha256(u64be(round_number)).digest()
    return bls.verify(QUICKNET_KEY, message, signature, TAG)
