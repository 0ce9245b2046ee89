"""The entries of a run, their form and their order: section 6 of the specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Optional, Set

from .encoding import Fault, is_hex, is_id, is_integer, parse_json, require

Body = Dict[str, Any]
Shape = Dict[str, Callable[[Any], bool]]

LARGEST_ENTRY = 65535
MOST_KEPT = 100_000
MOST_FAULTS = 20
BOX_BYTES = 32 + 32 + 16
MOMENTS = ("open", "freeze", "cset", "dice", "seed", "outcome")

# The order of steps. A share is said in the step of the commitments; what stands in for a
# reveal, and the beacon, in that of the reveals. `app` and `void` belong to none.
STEPS = {
    "open": 0, "contributor": 1, "freeze": 2, "commit": 3, "share": 3, "cset": 4, "dice": 5,
    "reveal": 6, "opened-share": 6, "recover": 6, "beacon": 6, "seed": 7, "outcome": 8, "announce": 9,
}  # fmt: skip


def _hex32(value: Any) -> bool:
    return is_hex(value, 32)


def _signature(value: Any) -> bool:
    return is_hex(value, 64)


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _two_people(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(map(_text, value))
        and value[0] != value[1]
    )


def _count(value: Any) -> bool:
    return is_integer(value) and value >= 0


def _counts(value: Any) -> bool:
    return isinstance(value, dict) and all(is_id(key) and _count(value[key]) for key in value)


def _points(value: Any) -> bool:
    return isinstance(value, list) and all(map(_hex32, value))


def _boxes(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_id(key) and is_hex(value[key], BOX_BYTES) for key in value
    )


def _ids(value: Any) -> bool:
    return isinstance(value, list) and all(map(is_id, value))


def _bit(value: Any) -> bool:
    return is_integer(value) and value in (0, 1)


def _digits(value: Any) -> bool:
    return isinstance(value, str) and all("0" <= c <= "9" for c in value)


SHAPES: Dict[str, Shape] = {
    "open": {"build": _hex32, "plan": _hex32, "rules": _hex32, "trust": _hex32},
    "app": {"c": _hex32},
    "contributor": {"box": _hex32, "id": is_id, "key": _hex32},
    "freeze": {
        "by": _two_people, "counts": _counts, "freeze": _hex32, "holders": _hex32, "n": _count, "roll": _hex32,
    },
    "commit": {"a": _points, "boxes": _boxes, "c": _hex32, "id": is_id, "sig": _signature},
    "share": {"c": _hex32, "from": is_id, "id": is_id, "ok": _bit, "sig": _signature},
    "cset": {"cset": _hex32, "ids": _ids},
    "dice": {"dice": _digits, "readers": _two_people},
    "reveal": {"id": is_id, "r": _hex32, "sig": _signature},
    "opened-share": {"id": is_id, "of": is_id, "share": _hex32, "sig": _signature},
    "recover": {"id": is_id, "r": _hex32},
    "beacon": {"round": _count, "sig": lambda value: is_hex(value, 48)},
    "seed": {"seed": _hex32},
    "outcome": {"build": _hex32, "cutoffs": _hex32, "full": _hex32, "placed": _count, "placements": _hex32},
    "announce": {},
    "void": {"by": _two_people, "reason": _text},
}  # fmt: skip

ONCE = frozenset(["open", "freeze", "cset", "dice", "beacon", "seed", "outcome", "announce"])


@dataclass(frozen=True)
class Entry:
    """An entry of the run other than `app`."""

    index: int
    t: str
    body: Body


def parse_entry(data: bytes, run: str) -> Optional[Body]:
    """The entry's object, or None if it is another run's; a Fault if it is no entry."""
    require(len(data) <= LARGEST_ENTRY, f"is longer than {LARGEST_ENTRY} bytes")
    value = parse_json(data, "the entry", words=False)
    require(isinstance(value, dict), "is not an object")
    require(isinstance(value.get("run"), str), "has no run")
    require(isinstance(value.get("t"), str), "has no t")
    return value if value["run"] == run else None


def check_shape(body: Body) -> None:
    """Known `t`, exactly its keys, and each of its form."""
    shape = SHAPES.get(body["t"])
    if shape is None:
        raise Fault(f"is of the unknown t {body['t']}")
    odd = set(shape).symmetric_difference(set(body) - {"run", "t"})
    require(not odd, f"({body['t']}) has other keys than it must have: {', '.join(sorted(odd))}")
    for key, holds in shape.items():
        require(holds(body[key]), f"({body['t']}) has a malformed {key}")


class Order:
    """The order in which the entries of a run may stand."""

    def __init__(self) -> None:
        self._seen: Set[str] = set()

    def admit(self, t: str) -> None:
        """Note one more entry; a Fault if it may not stand here."""
        seen, self._seen = self._seen, self._seen | {t}
        require(t == "open" or "open" in seen, f"{t} stands before open")
        require(t in ("void", "app") or "void" not in seen, f"{t} stands after void")
        require(t not in ONCE or t not in seen, f"{t} stands twice")
        if t in ("open", "app", "void"):
            return
        later = [other for other in seen if STEPS.get(other, -1) > STEPS[t]]
        require(not later, f"{t} stands after {', '.join(sorted(later))}")
        before = _step_before(t)
        require(before is None or before in seen, f"{t} stands without {before} before it")


def _step_before(t: str) -> Optional[str]:
    """What must have been there: secrets may all have been recovered, so no reveal is needed."""
    return {
        "freeze": "contributor",
        "commit": "freeze",
        "share": "freeze",
        "cset": "commit",
        "dice": "cset",
        "reveal": "dice",
        "opened-share": "dice",
        "recover": "dice",
        "beacon": "dice",
        "seed": "dice",
        "outcome": "seed",
        "announce": "outcome",
    }.get(t)


class EntryReader:
    """Takes the log's entries one by one; keeps those of the run but `app`."""

    def __init__(self, run: str, rows: Set[bytes]) -> None:
        self.run = run
        self.kept: List[Entry] = []
        self.apps = 0
        self.of_run = 0
        self.unlogged = rows
        self.form_faults: List[str] = []
        self.order_faults: List[str] = []
        self._order = Order()
        self._frozen = False

    def take(self, index: int, data: bytes) -> None:
        try:
            body = parse_entry(data, self.run)
            if body is None:
                return
            self.of_run += 1
            check_shape(body)
        except Fault as fault:
            _note(self.form_faults, f"entry {index} {fault}")
            return
        try:
            self._order.admit(body["t"])
        except Fault as fault:
            _note(self.order_faults, f"entry {index}: {fault}")
        self._keep(index, body)

    def _keep(self, index: int, body: Body) -> None:
        if body["t"] == "app":
            self.apps += 1
            if not self._frozen:
                self.unlogged.discard(bytes.fromhex(body["c"]))
        elif len(self.kept) < MOST_KEPT:
            self._frozen = self._frozen or body["t"] == "freeze"
            self.kept.append(Entry(index, body["t"], body))
        else:
            _note(self.order_faults, f"more than {MOST_KEPT} entries of the run besides app")

    def all(self, t: str) -> List[Entry]:
        return [entry for entry in self.kept if entry.t == t]

    def first(self, t: str) -> Optional[Entry]:
        return next((entry for entry in self.kept if entry.t == t), None)

    def next_later_step(self, moment: Entry) -> Optional[Entry]:
        """The next entry that is later in the order of steps (section 6, moments)."""
        step = STEPS[moment.t]
        return next(
            (
                entry
                for entry in self.kept
                if entry.index > moment.index and STEPS.get(entry.t, -1) > step
            ),
            None,
        )


def _note(faults: List[str], words: str) -> None:
    if len(faults) < MOST_FAULTS:
        faults.append(words)
