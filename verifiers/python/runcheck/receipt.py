"""A family's receipt: section 5.3 of the specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List

from .encoding import (
    Fault,
    canonical,
    is_integer,
    is_run,
    members,
    parse_base64,
    parse_decimal,
    parse_json,
    require,
)
from .merkle import leaf_hash, root_from_path
from .notes import Checkpoint, Trust, parse_checkpoint, quorum_time
from .rows import check_opened, row_hash

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63


@dataclass(frozen=True)
class Receipt:
    run: str
    pid: str
    row: bytes
    index: int
    path: List[bytes]
    checkpoint: Checkpoint
    fields: List[List[str]]


def parse_receipt(data: bytes) -> Receipt:
    """The receipt's form, and the ROW that its fields and secret give."""
    data = data[:-1] if data.endswith(b"\n") else data
    value = members(
        parse_json(data, "the receipt"),
        ["fields", "pid", "proof", "run", "secret", "v"],
        "the receipt",
    )
    require(is_integer(value["v"]) and value["v"] == 1, "the receipt: v is not 1")
    require(is_run(value["run"]), "the receipt: run is malformed")
    check_opened(value, "the receipt")
    require(isinstance(value["proof"], str), "the receipt: proof is not a text")
    head, found, note = value["proof"].partition("\n\n")
    lines = head.split("\n")
    require(bool(found) and lines[0] == HEADER, "the proof is not a tlog-proof")
    require(len(lines) >= 2 and lines[1].startswith("index "), "the proof has no index")
    index = parse_decimal(lines[1][len("index ") :])
    if index is None:
        raise Fault("the proof's index is not a decimal number")
    path = [parse_base64(line) for line in lines[2:]]
    require(len(path) <= LONGEST_PATH, f"the proof has more than {LONGEST_PATH} hashes")
    require(all(len(value) == 32 for value in path), "a hash of the proof is not 32 bytes")
    row = row_hash(value["run"], value["pid"], bytes.fromhex(value["secret"]), value["fields"])
    checkpoint = parse_checkpoint(note.encode("utf-8"), "the receipt's checkpoint")
    return Receipt(value["run"], value["pid"], row, index, path, checkpoint, value["fields"])


def check_proof(receipt: Receipt) -> None:
    """The entry of the row leads by the path to the checkpoint's root (RFC 6962, 2.1.1)."""
    entry = canonical({"c": receipt.row.hex(), "run": receipt.run, "t": "app"})
    try:
        root = root_from_path(
            receipt.index, receipt.checkpoint.size, leaf_hash(entry), receipt.path
        )
    except ValueError as error:
        raise Fault(f"the proof does not fit the checkpoint: {error}") from None
    require(root == receipt.checkpoint.root, "the row does not lead to the checkpoint's root")


def check_quorum(receipt: Receipt, trust: Trust) -> int:
    """The time of the receipt's checkpoint; a Fault if it has no quorum."""
    return quorum_time(receipt.checkpoint, trust)
