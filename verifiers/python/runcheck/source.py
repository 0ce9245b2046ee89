"""Where a published run is read from: a folder, or an address that is fetched into one."""

from __future__ import annotations

import hashlib
import os
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional, Tuple

from .encoding import Fault, is_hex, is_integer, is_run, members, parse_json_line, require

LARGEST_FILE = 256 * 2**20
LARGEST_RUN = 8 * 2**30
CHUNK = 2**20
TIMEOUT_SECONDS = 60
MANIFEST = "manifest.json"


class Unreadable(Exception):
    """There is no published run here at all."""


@dataclass(frozen=True)
class Listed:
    """One file of the manifest (section 2.1)."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    run: str
    files: Tuple[Listed, ...]


def is_safe_path(path: object) -> bool:
    """Whether a path of the manifest stays inside of the folder."""
    if not isinstance(path, str) or any(ord(c) < 0x20 or c in "\\:" for c in path):
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def parse_manifest(data: bytes) -> Manifest:
    """manifest.json with all rules of section 2.1."""
    value = members(parse_json_line(data, MANIFEST), ["files", "run", "v"], MANIFEST)
    require(is_integer(value["v"]) and value["v"] == 1, "manifest.json: v is not 1")
    require(is_run(value["run"]), "manifest.json: run is malformed")
    require(isinstance(value["files"], list), "manifest.json: files is not a list")
    files: List[Listed] = []
    for item in value["files"]:
        entry = members(item, ["bytes", "path", "sha256"], "a file in manifest.json")
        require(is_safe_path(entry["path"]), "manifest.json: a path is malformed")
        require(
            is_integer(entry["bytes"]) and entry["bytes"] >= 0,
            "manifest.json: a length is malformed",
        )
        require(is_hex(entry["sha256"], 32), "manifest.json: a hash is malformed")
        files.append(Listed(entry["path"], entry["bytes"], entry["sha256"]))
    paths = [file.path.encode("utf-8") for file in files]
    require(
        all(a < b for a, b in zip(paths, paths[1:])), "manifest.json: files do not ascend by path"
    )
    return Manifest(value["run"], tuple(files))


class Folder:
    """A published run on a disk. Only plain files are read, and none that is too large."""

    def __init__(self, root: str) -> None:
        if not os.path.isdir(root):
            raise Unreadable(f"{root} is not a folder")
        self.root = root

    def _place(self, path: str) -> str:
        return os.path.join(self.root, *path.split("/"))

    def has(self, path: str) -> bool:
        return os.path.isfile(self._place(path))

    def read(self, path: str, largest: int = LARGEST_FILE) -> bytes:
        """The file's bytes; a Fault if it is missing or larger than it may be."""
        try:
            require(self.has(path), f"{path} is missing")
            with open(self._place(path), "rb") as file:
                data = file.read(largest + 1)
        except OSError as error:
            raise Fault(f"{path} cannot be read: {error.strerror}") from None
        require(len(data) <= largest, f"{path} is larger than {largest} bytes")
        return data

    def measure(self, path: str) -> Tuple[int, str]:
        """Length and SHA-256 of a file, read in chunks."""
        digest, size = hashlib.sha256(), 0
        try:
            require(self.has(path), f"{path} is missing")
            with open(self._place(path), "rb") as file:
                for chunk in iter(lambda: file.read(CHUNK), b""):
                    digest.update(chunk)
                    size += len(chunk)
        except OSError as error:
            raise Fault(f"{path} cannot be read: {error.strerror}") from None
        return size, digest.hexdigest()

    def paths(self) -> Iterator[str]:
        """All files of the folder, with / between the parts."""
        for place, _, names in os.walk(self.root):
            for name in names:
                inner = os.path.relpath(os.path.join(place, name), self.root)
                yield inner.replace(os.sep, "/")


def check_files(folder: Folder, manifest: Manifest) -> None:
    """Every file is listed, and is there with its length and hash (section 2.1)."""
    listed: Dict[str, Listed] = {file.path: file for file in manifest.files}
    for path in sorted(folder.paths()):
        require(path in listed or path == MANIFEST, f"{path} is not in manifest.json")
    for file in manifest.files:
        size, digest = folder.measure(file.path)
        require(size == file.size, f"{file.path} has {size} bytes, not {file.size}")
        require(digest == file.sha256, f"{file.path} has another SHA-256 than manifest.json says")


def is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def _download(address: str, target: str, largest: int) -> None:
    request = urllib.request.Request(address, headers={"User-Agent": "run-verifier"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            left = largest + 1
            while left > 0:
                chunk = answer.read(min(CHUNK, left))
                if not chunk:
                    break
                file.write(chunk)
                left -= len(chunk)


def fetch_run(address: str, into: str) -> None:
    """Fetch a published run: the manifest, then every file that it lists.

    A file that cannot be fetched stays missing, which the check of the files will say.
    """
    base = address if address.endswith("/") else address + "/"
    target = os.path.join(into, MANIFEST)
    try:
        _download(base + MANIFEST, target, LARGEST_FILE)
    except (OSError, ValueError) as error:
        raise Unreadable(f"{base}{MANIFEST} cannot be fetched: {error}") from None
    manifest = _manifest_or_none(target)
    if manifest is None:
        return
    if sum(file.size for file in manifest.files) > LARGEST_RUN:
        raise Unreadable("the manifest lists more than 8 GiB")
    for file in manifest.files:
        place = os.path.join(into, *file.path.split("/"))
        try:
            _download(base + urllib.parse.quote(file.path), place, file.size)
        except (OSError, ValueError):
            continue


def _manifest_or_none(target: str) -> Optional[Manifest]:
    try:
        with open(target, "rb") as file:
            return parse_manifest(file.read())
    except Fault:
        return None
