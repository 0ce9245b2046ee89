"""Keys, signed notes and quorums: sections 2.3 and 5.2 of the specification."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Dict, List, Tuple

from .curves import verify_ed25519
from .encoding import (
    Fault,
    LARGEST_INTEGER,
    is_integer,
    is_hex,
    members,
    parse_base64,
    parse_decimal,
    parse_json_line,
    read_text,
    require,
)

LOG_TYPE = 0x01
WITNESS_TYPE = 0x04
MOST_SIGNATURES = 100
WHITE_SPACE = frozenset(
    [0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000]
    + list(range(0x09, 0x0E))
    + list(range(0x2000, 0x200B))
)


@dataclass(frozen=True)
class Key:
    """A vkey of section 2.3."""

    name: str
    key_id: bytes
    public: bytes


@dataclass(frozen=True)
class Witness:
    key: Key
    government: bool


@dataclass(frozen=True)
class Trust:
    """trust.json of section 2.3."""

    log: Key
    witnesses: Tuple[Witness, ...]
    quorum: int
    non_government: int


@dataclass(frozen=True)
class Checkpoint:
    """A parsed signed note of section 5.2; nothing is verified yet."""

    origin: str
    size: int
    root: bytes
    text: bytes
    signatures: Tuple[Tuple[str, bytes, bytes], ...]


def check_name(name: str) -> None:
    require(name != "", "a key's name is empty")
    require("+" not in name, "a key's name holds a +")
    require(not any(ord(c) in WHITE_SPACE for c in name), "a key's name holds white space")


def parse_key(text: Any, kind: int) -> Key:
    """A vkey `<name>+<key id>+<base64>` of this type."""
    require(isinstance(text, str), "a key is not a text")
    parts = text.split("+", 2)
    require(len(parts) == 3, "a key is not of the form name+id+base64")
    name, key_id, encoded = parts
    check_name(name)
    data = parse_base64(encoded)
    require(len(data) == 33 and data[0] == kind, f"the key of {name} is not of type {kind}")
    expected = hashlib.sha256(name.encode("utf-8") + b"\n" + data).digest()[:4]
    require(
        is_hex(key_id, 4) and bytes.fromhex(key_id) == expected,
        f"the key id of {name} is not that of its key",
    )
    return Key(name, expected, data[1:])


def parse_trust(data: bytes) -> Trust:
    """trust.json with all rules of section 2.3."""
    value = members(
        parse_json_line(data, "trust.json"),
        ["log", "nonGovernment", "quorum", "v", "witnesses"],
        "trust.json",
    )
    require(is_integer(value["v"]) and value["v"] == 1, "trust.json: v is not 1")
    require(isinstance(value["witnesses"], list), "trust.json: witnesses is not a list")
    witnesses: List[Witness] = []
    for item in value["witnesses"]:
        witness = members(item, ["government", "key"], "a witness in trust.json")
        require(
            isinstance(witness["government"], bool), "trust.json: government is not true or false"
        )
        witnesses.append(Witness(parse_key(witness["key"], WITNESS_TYPE), witness["government"]))
    log = parse_key(value["log"], LOG_TYPE)
    keys = [log] + [witness.key for witness in witnesses]
    require(len({key.name for key in keys}) == len(keys), "trust.json: a name stands twice")
    require(len({key.public for key in keys}) == len(keys), "trust.json: a public key stands twice")
    quorum, others = value["quorum"], value["nonGovernment"]
    require(
        is_integer(quorum) and 1 <= quorum <= len(witnesses), "trust.json: quorum is out of range"
    )
    free = sum(1 for witness in witnesses if not witness.government)
    require(
        is_integer(others) and 0 <= others <= min(quorum, free),
        "trust.json: nonGovernment is out of range",
    )
    return Trust(log, tuple(witnesses), quorum, others)


def parse_checkpoint(data: bytes, what: str) -> Checkpoint:
    """The form of a checkpoint (section 5.2)."""
    try:
        return _parse_checkpoint(data, what)
    except Fault as fault:
        raise Fault(f"{what}: {fault}") from None


def _parse_checkpoint(data: bytes, what: str) -> Checkpoint:
    text = read_text(data, what)
    require(not any(ord(c) < 0x20 and c != "\n" for c in text), "holds a control character")
    require(text.endswith("\n"), "the last line has no line end")
    lines = text[:-1].split("\n")
    require(len(lines) >= 5 and lines[3] == "", "is not three lines, an empty one and signatures")
    size = parse_decimal(lines[1])
    if size is None:
        raise Fault("the size is not a decimal number")
    root = parse_base64(lines[2])
    require(len(root) == 32, "the root is not 32 bytes")
    require(len(lines) - 4 <= MOST_SIGNATURES, f"has more than {MOST_SIGNATURES} signatures")
    signatures = tuple(_parse_signature(line) for line in lines[4:])
    signed = "\n".join(lines[:3]) + "\n"
    return Checkpoint(lines[0], size, root, signed.encode("utf-8"), signatures)


def _parse_signature(line: str) -> Tuple[str, bytes, bytes]:
    parts = line.split(" ")
    require(len(parts) == 3 and parts[0] == "\u2014", "a signature line is malformed")
    check_name(parts[1])
    blob = parse_base64(parts[2])
    require(len(blob) > 4, "a signature is too short")
    return parts[1], blob[:4], blob[4:]


def log_signs(checkpoint: Checkpoint, trust: Trust) -> None:
    """The log's signature holds, and the origin is its name; otherwise a Fault."""
    require(checkpoint.origin == trust.log.name, "the origin is not the log's name")
    found = _signatures_by(checkpoint, trust.log)
    require(bool(found), "the log has not signed")
    for signature in found:
        require(
            verify_ed25519(trust.log.public, checkpoint.text, signature),
            "the log's signature does not hold",
        )


def witness_times(checkpoint: Checkpoint, trust: Trust) -> Dict[str, int]:
    """The earliest time of each witness that signed; a Fault if a known one does not hold."""
    times: Dict[str, int] = {}
    for witness in trust.witnesses:
        name = witness.key.name
        for blob in _signatures_by(checkpoint, witness.key):
            time = int.from_bytes(blob[:8], "big")
            message = b"cosignature/v1\ntime %d\n" % time + checkpoint.text
            holds = time <= LARGEST_INTEGER and verify_ed25519(
                witness.key.public, message, blob[8:]
            )
            require(holds, f"the cosignature of {name} does not hold")
            times[name] = min(time, times.get(name, time))
    return times


def _signatures_by(checkpoint: Checkpoint, key: Key) -> List[bytes]:
    return [
        signature
        for name, key_id, signature in checkpoint.signatures
        if name == key.name and key_id == key.key_id
    ]


def quorum_time(checkpoint: Checkpoint, trust: Trust) -> int:
    """The time at which the checkpoint had its quorum (section 6); a Fault if it has none."""
    log_signs(checkpoint, trust)
    times = witness_times(checkpoint, trust)
    free = sum(
        1 for witness in trust.witnesses if not witness.government and witness.key.name in times
    )
    require(
        len(times) >= trust.quorum, f"{len(times)} witnesses have signed, {trust.quorum} must have"
    )
    require(
        free >= trust.non_government,
        f"{free} witnesses outside the government have signed, {trust.non_government} must have",
    )
    return sorted(times.values())[trust.quorum - 1]
