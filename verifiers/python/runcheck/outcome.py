"""Roll, holders, lots, placements, cutoffs and audit: sections 7, 11, 12 and 13."""

from __future__ import annotations

import re
from typing import Dict, Iterator, List, NamedTuple, Sequence, Set, Tuple

from .encoding import (
    Fault,
    TextHash,
    is_hex,
    is_integer_text,
    mac,
    parse_csv,
    parse_decimal,
    require,
    th,
)
from .merkle import leaf_hash, tree_root
from .plan import Plan

WITHHELD = "fewer-than-5"
LEAST_SHOWN = 5
UNPLACED = "-"
_POOL = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]*)?\Z")

Roll = Dict[str, bytes]
Holders = Dict[str, str]
Lots = Dict[str, Dict[str, bytes]]


class Cutoff(NamedTuple):
    """A line of cutoffs.csv."""

    step: str
    school: str
    pool: str
    admitted: str
    key: str
    lot: str


def _check_pids(pids: Sequence[str], what: str) -> None:
    for number, pid in enumerate(pids, start=2):
        require(is_hex(pid, 16), f"{what}, line {number}: the pid is not 32 hex digits")
    for number, (one, other) in enumerate(zip(pids, pids[1:]), start=3):
        require(one < other, f"{what}, line {number}: the pids do not strictly ascend")


def parse_roll(data: bytes) -> Roll:
    """roll.csv (section 7): ROW by pid, ascending."""
    rows = parse_csv(data, ["pid", "row"], "roll.csv")
    _check_pids([pid for pid, _ in rows], "roll.csv")
    for number, (_, row) in enumerate(rows, start=2):
        require(is_hex(row, 32), f"roll.csv, line {number}: the row is not 64 hex digits")
    require(len({row for _, row in rows}) == len(rows), "roll.csv: two rows are equal")
    return {pid: bytes.fromhex(row) for pid, row in rows}


def roll_root(roll: Roll) -> bytes:
    """roll of section 7."""
    return tree_root([leaf_hash(bytes.fromhex(pid) + row) for pid, row in roll.items()])


def freeze_hash(run: str, rules: bytes, count: int, roll: bytes) -> bytes:
    """freeze of section 7."""
    return th("xadm/v1/freeze", run, rules, count.to_bytes(4, "big"), roll)


def check_counts(counts: Dict[str, int], total: int) -> None:
    """`counts` of a freeze (section 6): they add up, and none is of fewer than 5 alone."""
    require(sum(counts.values()) == total, "freeze: counts do not add up to n")
    small = [name for name, count in counts.items() if count < LEAST_SHOWN]
    require(not small or len(counts) == 1, f"freeze: the count of {', '.join(small)} is below 5")
    require(small in ([], ["other"]), "freeze: a count below 5 stands under a category")


def parse_holders(data: bytes, roll: Roll) -> Holders:
    """holders.csv (section 11)."""
    rows = parse_csv(data, ["pid", "holder"], "holders.csv")
    _check_pids([pid for pid, _ in rows], "holders.csv")
    shared: Dict[str, int] = {}
    for pid, holder in rows:
        require(is_hex(holder, 16), "holders.csv: a holder is not 32 hex digits")
        require(pid in roll, f"holders.csv: {pid} is not on the roll")
        require(holder not in roll, f"holders.csv: the holder {holder} is a pid of the roll")
        shared[holder] = shared.get(holder, 0) + 1
    for holder, count in shared.items():
        require(count >= 2, f"holders.csv: the holder {holder} is shared by nobody")
    return {pid: holder for pid, holder in rows}


def text_hash(tag: str, data: bytes) -> bytes:
    """TH over a table's lines but the first, without a line end at the end (11, 12)."""
    lines = data.decode("utf-8")[:-1].split("\n")[1:]
    return th(tag, "\n".join(lines).encode("utf-8"))


def draw_lots(
    seed: bytes, run: str, draws: Sequence[str], roll: Roll, holders: Holders
) -> Iterator[Tuple[str, Dict[str, bytes]]]:
    """For each draw the lot of each pid, ascending (section 11); a Fault where two are equal."""
    for draw in draws:
        by_holder: Dict[str, bytes] = {}
        lots: Dict[str, bytes] = {}
        for pid in roll:
            holder = holders.get(pid, pid)
            if holder not in by_holder:
                by_holder[holder] = mac(seed, "xadm/v1/lot", run, draw, bytes.fromhex(holder))
            lots[pid] = by_holder[holder]
        require(
            len(set(by_holder.values())) == len(by_holder), f"two lots of the draw {draw} are equal"
        )
        yield draw, lots


class LotsHash:
    """The hash of all lots by which verifiers are compared (section 17), draw by draw."""

    def __init__(self, draws: Sequence[str], count: int) -> None:
        lines = [len(draw) + 1 + 32 + 1 + 64 for draw in draws]
        length = sum(lines) * count + max(len(draws) * count - 1, 0)
        self._hash = TextHash("xadm/v1/lots", length)
        self._between = b""

    def add(self, draw: str, lots: Dict[str, bytes]) -> None:
        if lots:
            text = "\n".join(f"{draw} {pid} {lot.hex()}" for pid, lot in lots.items())
            self._hash.add(self._between + text.encode("ascii"))
            self._between = b"\n"

    def hex(self) -> str:
        return self._hash.hex()


def parse_placements(data: bytes, roll: Roll, plan: Plan) -> Dict[str, str]:
    """placements.csv (section 12): all of the roll, ascending, each at a school of the plan."""
    rows = parse_csv(data, ["pid", "school"], "placements.csv")
    _check_pids([pid for pid, _ in rows], "placements.csv")
    placements = {pid: school for pid, school in rows}
    for pid, school in rows:
        require(pid in roll, f"placements.csv: {pid} is not on the roll")
        require(
            school == UNPLACED or school in plan.schools,
            f"placements.csv: there is no school {school}",
        )
    for pid in roll:
        require(pid in placements, f"placements.csv: {pid} of the roll is missing")
    return placements


def placements_hash(placements: Dict[str, str]) -> bytes:
    lines = [f"{pid} {placements[pid]}" for pid in sorted(placements)]
    return th("xadm/v1/placements", "\n".join(lines))


def children_by_school(placements: Dict[str, str]) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for school in placements.values():
        if school != UNPLACED:
            counts[school] = counts.get(school, 0) + 1
    return counts


def parse_cutoffs(data: bytes, plan: Plan) -> List[Cutoff]:
    """cutoffs.csv (section 12): form and order of the lines."""
    names = list(Cutoff._fields)
    cutoffs = [Cutoff(*row) for row in parse_csv(data, names, "cutoffs.csv")]
    for number, cutoff in enumerate(cutoffs, start=2):
        try:
            _check_cutoff(cutoff, plan)
        except Fault as fault:
            raise Fault(f"cutoffs.csv, line {number}: {fault}") from None
    places = [(plan.steps.index(c.step), c.school) for c in cutoffs]
    require(
        all(a <= b for a, b in zip(places, places[1:])), "cutoffs.csv: the lines are not in order"
    )
    require(len({c[:3] for c in cutoffs}) == len(cutoffs), "cutoffs.csv: a line stands twice")
    return cutoffs


def _check_cutoff(cutoff: Cutoff, plan: Plan) -> None:
    require(cutoff.step in plan.steps, f"there is no step {cutoff.step}")
    require(cutoff.school in plan.schools, f"there is no school {cutoff.school}")
    require(_POOL.match(cutoff.pool) is not None, "the pool is malformed")
    if cutoff.admitted == WITHHELD:
        require(
            cutoff.key == "" and cutoff.lot == "", "key or lot of a handful of children is shown"
        )
        return
    admitted = parse_decimal(cutoff.admitted)
    require(admitted is not None and admitted >= LEAST_SHOWN, "admitted is not a number from 5")
    whole = cutoff.key == "" or all(is_integer_text(part) for part in cutoff.key.split(";"))
    require(whole, "the key is not integers joined by ;")
    require(is_hex(cutoff.lot, 32), "the lot is not 64 hex digits")


def check_sums(cutoffs: Sequence[Cutoff], placements: Dict[str, str]) -> None:
    """`admitted` of a school's lines adds up to the children placed there (section 12)."""
    least: Dict[str, int] = {}
    most: Dict[str, int] = {}
    for cutoff in cutoffs:
        withheld = cutoff.admitted == WITHHELD
        low, high = (
            (1, LEAST_SHOWN - 1) if withheld else (int(cutoff.admitted), int(cutoff.admitted))
        )
        least[cutoff.school] = least.get(cutoff.school, 0) + low
        most[cutoff.school] = most.get(cutoff.school, 0) + high
    counts = children_by_school(placements)
    for school in sorted(set(counts) | set(least)):
        count = counts.get(school, 0)
        fits = least.get(school, 0) <= count <= most.get(school, 0)
        require(
            fits,
            f"cutoffs.csv: the lines of {school} do not add up to the {count} children placed there",
        )


def check_cutoff_lots(cutoffs: Sequence[Cutoff], placements: Dict[str, str], lots: Lots) -> None:
    """Every lot in a cutoff is that of a child placed at that school (section 12)."""
    at_school: Dict[str, Set[str]] = {}
    for pid, school in placements.items():
        if school != UNPLACED:
            draws = [draw for draw in ("*", school) if draw in lots]
            at_school.setdefault(school, set()).update(lots[draw][pid].hex() for draw in draws)
    for cutoff in cutoffs:
        there = cutoff.lot == "" or cutoff.lot in at_school.get(cutoff.school, set())
        require(
            there,
            f"cutoffs.csv: the lot of {cutoff.step}, {cutoff.school} is of no child placed there",
        )


def audit_sample(seed: bytes, run: str, roll: Roll, count: int) -> List[str]:
    """The sample of section 13, in its order."""
    ranked = sorted((mac(seed, "xadm/v1/audit", run, bytes.fromhex(pid)), pid) for pid in roll)
    return [pid for _, pid in ranked[:count]]


def audit_hash(pids: Sequence[str]) -> bytes:
    """The hash of the audit sample by which verifiers are compared (section 17)."""
    return th("xadm/v1/audit-list", "\n".join(pids))
