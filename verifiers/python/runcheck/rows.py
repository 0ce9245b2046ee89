"""Rows, opened: section 4, for receipts and for the supervised room."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from .encoding import Part, is_hex, is_integer_text, mac, require, th, u16be

FIRST = ("version", "status", "category", "zone", "points")
LAST = ("redistribution", "lot-group")


def row_hash(run: str, pid: str, secret: bytes, fields: List[Tuple[str, str]]) -> bytes:
    """ROW of section 4."""
    pid_bytes = bytes.fromhex(pid)
    commitments: List[Part] = []
    for k, (name, value) in enumerate(fields):
        salt = mac(secret, "xadm/v1/salt", run, pid_bytes, u16be(k))
        commitments.append(th("xadm/v1/field", run, pid_bytes, u16be(k), name, salt, value))
    return th("xadm/v1/row", run, pid_bytes, *commitments)


def check_opened(value: Dict[str, Any], what: str) -> None:
    """pid, secret and fields of an opened row have their forms, the fields their order."""
    require(is_hex(value["pid"], 16), f"{what}: the pid is malformed")
    require(is_hex(value["secret"], 32), f"{what}: the secret is malformed")
    fields = value["fields"]
    require(isinstance(fields, list), f"{what}: fields is not a list")
    for field in fields:
        pair = (
            isinstance(field, list)
            and len(field) == 2
            and all(isinstance(part, str) for part in field)
        )
        require(pair, f"{what}: a field is not a name and a value")
    _check_names([field[0] for field in fields], what)
    values = {name: text for name, text in fields}
    require(
        is_integer_text(values["version"]) and int(values["version"]) >= 1,
        f"{what}: version is malformed",
    )
    require(values["redistribution"] in ("yes", "no"), f"{what}: redistribution is malformed")
    require(
        values["lot-group"] == "" or is_hex(values["lot-group"], 16),
        f"{what}: lot-group is malformed",
    )


def _check_names(names: List[str], what: str) -> None:
    items = [name for name in names if name.startswith("item.")]
    facts = [name for name in names if name.startswith("fact.")]
    choices = [
        f"choice.{place}" for place in range(1, sum(n.startswith("choice.") for n in names) + 1)
    ]
    wanted = [*FIRST, *sorted(items), *sorted(facts), *choices, *LAST]
    require(names == wanted, f"{what}: the fields are not those of a row in their order")
    require(len(set(names)) == len(names), f"{what}: a field stands twice")


def field(value: Dict[str, Any], name: str) -> str:
    return str(dict(value["fields"])[name])
