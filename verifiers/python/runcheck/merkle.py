"""The Merkle tree of RFC 6962, section 2.1 (section 5.1 of the specification)."""

from __future__ import annotations

import hashlib
from typing import List, Sequence, Tuple

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees at the right edge: log n hashes for n leaves."""

    def __init__(self) -> None:
        self._subtrees: List[Tuple[int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        height, value = 0, leaf
        while self._subtrees and self._subtrees[-1][0] == height:
            value = node_hash(self._subtrees.pop()[1], value)
            height += 1
        self._subtrees.append((height, value))

    def subtrees(self) -> List[bytes]:
        """The roots of the complete subtrees, the largest (leftmost) first."""
        return [value for _, value in self._subtrees]


def fold(subtrees: Sequence[bytes]) -> bytes:
    """The root of a tree from its complete subtrees, the largest first."""
    if not subtrees:
        return EMPTY_ROOT
    value = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        value = node_hash(left, value)
    return value


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return fold(frontier.subtrees())


def root_from_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """The root to which an audit path leads (RFC 9162, 2.1.3.2); raises ValueError if it cannot."""
    if index >= size:
        raise ValueError("the index is not below the size")
    place, last, value = index, size - 1, leaf
    for neighbour in path:
        if last == 0:
            raise ValueError("the path is too long")
        if place & 1 or place == last:
            value = node_hash(neighbour, value)
            while place & 1 == 0 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            value = node_hash(value, neighbour)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise ValueError("the path is too short")
    return value
