"""What only the supervised room sees: rows and problem, section 15."""

from __future__ import annotations

import os
from typing import Any, Dict, Iterator, List, Tuple

from .encoding import Fault, parse_json_line, members, require
from .outcome import Holders, Roll
from .rows import check_opened, field, row_hash

LARGEST_ROW = 2**20


def read_rows(folder: str) -> Iterator[Dict[str, Any]]:
    """The opened rows of rows.jsonl, one at a time."""
    place = os.path.join(folder, "rows.jsonl")
    try:
        with open(place, "rb") as file:
            for number in range(1, 2**53):
                line = file.readline(LARGEST_ROW)
                if not line:
                    return
                what = f"rows.jsonl, line {number}"
                value = members(parse_json_line(line, what), ["fields", "pid", "secret"], what)
                check_opened(value, what)
                yield value
    except OSError as error:
        raise Fault(f"rows.jsonl cannot be read: {error.strerror}") from None


def check_rows(folder: str, run: str, roll: Roll) -> Tuple[Dict[str, int], Holders]:
    """Every row is the one on the roll and eligible; gives numbers by category, and groups."""
    wanted = iter(roll.items())
    categories: Dict[str, int] = {}
    groups: Dict[str, List[str]] = {}
    for value in read_rows(folder):
        pid, row = next(wanted, (None, b""))
        require(value["pid"] == pid, f"rows.jsonl: {value['pid']} stands where the roll has {pid}")
        opened = row_hash(run, value["pid"], bytes.fromhex(value["secret"]), value["fields"])
        require(opened == row, f"rows.jsonl: the row of {pid} is not the one on the roll")
        require(field(value, "status") == "eligible", f"rows.jsonl: {pid} is not eligible")
        category = field(value, "category")
        categories[category] = categories.get(category, 0) + 1
        groups.setdefault(field(value, "lot-group"), []).append(value["pid"])
    left = next(wanted, None)
    require(left is None, f"rows.jsonl: {left and left[0]} of the roll is missing")
    shared = {
        pid: group for group, pids in groups.items() if group and len(pids) > 1 for pid in pids
    }
    return categories, shared


def published_counts(categories: Dict[str, int]) -> Dict[str, int]:
    """`counts` of the freeze entry (section 6) from the numbers by category."""
    shown = {name: count for name, count in categories.items() if count >= 5}
    other = sum(count for count in categories.values() if count < 5)
    if 0 < other < 5 and shown:
        smallest = min(shown, key=lambda name: (shown[name], name))
        other += shown.pop(smallest)
    return {**shown, "other": shown.get("other", 0) + other} if other else shown
