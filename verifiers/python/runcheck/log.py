"""The log's tiles and entry bundles: section 5.1 of the specification."""

from __future__ import annotations

from typing import Callable, List

from .encoding import Fault, require
from .merkle import Frontier, fold, leaf_hash, tree_root
from .source import Folder

WIDTH = 256
LARGEST_BUNDLE = WIDTH * (2 + 65535)


def tile_path(kind: str, number: int, width: int) -> str:
    """`log/tile/<kind>/<N>[.p/<W>]`, N in groups of three digits."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    partial = "" if width == WIDTH else f".p/{width}"
    return f"log/tile/{kind}/{'/'.join(groups)}{partial}"


class Log:
    """The tree of the first `size` entries, as the folder's files show it."""

    def __init__(self, folder: Folder, size: int) -> None:
        self.folder = folder
        self.size = size
        self._levels: List[List[bytes]] = []
        self._numbers: List[int] = []
        self._faults: List[Fault] = []

    def _width(self, level: int, number: int) -> int:
        return min(WIDTH, (self.size >> (8 * level)) - number * WIDTH)

    def tile(self, level: int, number: int) -> List[bytes]:
        """The hashes of one tile, exactly as many as the size gives it."""
        width = self._width(level, number)
        path = tile_path(str(level), number, width)
        data = self.folder.read(path, WIDTH * 32)
        require(len(data) == width * 32, f"{path} has {len(data)} bytes, not {width * 32}")
        return [data[at : at + 32] for at in range(0, len(data), 32)]

    def bundle(self, number: int) -> List[bytes]:
        """The entries of one bundle."""
        width = self._width(0, number)
        path = tile_path("entries", number, width)
        data = self.folder.read(path, LARGEST_BUNDLE)
        entries: List[bytes] = []
        at = 0
        for _ in range(width):
            end = at + 2 + int.from_bytes(data[at : at + 2], "big")
            require(at + 2 <= len(data) and end <= len(data), f"{path} ends within an entry")
            entries.append(data[at + 2 : end])
            at = end
        require(at == len(data), f"{path} holds more than {width} entries")
        return entries

    def read(self, take: Callable[[int, bytes], None]) -> bytes:
        """Hand on every entry, compare every tile with them, and give the root.

        One bundle is in memory at a time. A Fault about a tile comes after all entries were read.
        """
        self._levels, self._numbers, self._faults = [], [], []
        for number in range((self.size + WIDTH - 1) // WIDTH):
            for place, entry in enumerate(self.bundle(number)):
                self._hand(0, leaf_hash(entry))
                take(number * WIDTH + place, entry)
        for level, hashes in enumerate(self._levels):
            if hashes:
                self._compare(level)
        if self._faults:
            raise self._faults[0]
        return self.root_at(self.size)

    def _hand(self, level: int, value: bytes) -> None:
        """One more hash for a level; a full tile's root is one hash of the level above."""
        if level == len(self._levels):
            self._levels.append([])
            self._numbers.append(0)
        hashes = self._levels[level]
        hashes.append(value)
        if len(hashes) == WIDTH:
            self._compare(level)
            self._levels[level] = []
            self._numbers[level] += 1
            self._hand(level + 1, tree_root(hashes))

    def _compare(self, level: int) -> None:
        number, hashes = self._numbers[level], self._levels[level]
        path = tile_path(str(level), number, len(hashes))
        try:
            require(
                self.tile(level, number) == hashes,
                f"{path} does not hold the hashes of the entries",
            )
        except Fault as fault:
            self._faults.append(fault)

    def root_at(self, size: int) -> bytes:
        """The root of the first `size` entries, from the tiles (RFC 6962, 2.1)."""
        require(size <= self.size, f"a checkpoint of size {size} is larger than the log")
        return fold(self._subtrees(size))

    def _subtrees(self, size: int) -> List[bytes]:
        """The roots of the complete subtrees of the first `size` leaves, the largest first."""
        found: List[bytes] = []
        for level in range((size.bit_length() + 7) // 8, -1, -1):
            count = size >> (8 * level)
            width = count % WIDTH
            if width:
                frontier = Frontier()
                for value in self.tile(level, count // WIDTH)[:width]:
                    frontier.append(value)
                found += frontier.subtrees()
        return found
