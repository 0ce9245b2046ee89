"""Allocating anew from problem.json and the lots: section 15.

Only what the specification describes is understood: deferred and immediate acceptance, serial
dictatorship and lots only, over undivided seats. All four are deferred acceptance with other
orders at the schools (docs/allocation.md); anything else is `Unknown`, which is no fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

from .encoding import is_hex, is_integer, members, parse_json_line, require, th
from .outcome import LEAST_SHOWN, Lots, UNPLACED, WITHHELD
from .plan import Plan

MECHANISMS = ("deferred-acceptance", "immediate-acceptance", "serial-dictatorship", "lots-only")
PROBLEM = ("lotGroups", "lots", "schools", "steps")
STEP = ("entries", "id", "keyParts", "lotScope", "mechanism")
ENTRY = ("category", "keys", "list", "pid", "points")

Standing = Tuple[Tuple[int, ...], bytes, str]


class Unknown(Exception):
    """The problem uses a rule that this verifier does not know."""


class Seat(NamedTuple):
    school: str
    step: str
    rank: int


class Limit(NamedTuple):
    """A cutoff with nothing withheld."""

    step: str
    school: str
    admitted: int
    key: str
    lot: str


@dataclass
class Allocation:
    seats: Dict[str, Seat]
    limits: List[Limit]


def _known(value: Any, names: Tuple[str, ...], what: str) -> Dict[str, Any]:
    require(isinstance(value, dict), f"problem.json: {what} is not an object")
    extra = sorted(set(value) - set(names))
    if extra:
        raise Unknown(f"problem.json uses {', '.join(extra)}, which this verifier does not know")
    return members(value, names, f"problem.json: {what}")


def parse_problem(data: bytes, plan: Plan) -> Dict[str, Any]:
    """problem.json, as far as it is understood; its schools and steps are the plan's."""
    problem = _known(parse_json_line(data, "problem.json"), PROBLEM, "the problem")
    require(problem["lots"] == {}, "problem.json: lots is not empty")
    require(isinstance(problem["lotGroups"], dict), "problem.json: lotGroups is not an object")
    require(isinstance(problem["schools"], list), "problem.json: schools is not a list")
    schools = {}
    for item in problem["schools"]:
        school = _known(item, ("school", "seats"), "a school")
        require(isinstance(school["school"], str), "problem.json: a school's id is malformed")
        schools[school["school"]] = school["seats"]
    require(schools == plan.schools, "problem.json: schools and seats are not the plan's")
    require(isinstance(problem["steps"], list), "problem.json: steps is not a list")
    steps = [_known(step, STEP, "a step") for step in problem["steps"]]
    require(
        tuple(step["id"] for step in steps) == plan.steps,
        "problem.json: the steps are not the plan's",
    )
    for step in steps:
        _check_step(step, plan)
    return problem


def _check_step(step: Dict[str, Any], plan: Plan) -> None:
    if step["mechanism"] not in MECHANISMS:
        raise Unknown(f"the mechanism {step['mechanism']} is not known to this verifier")
    require(step["lotScope"] in ("one", "per-school"), "problem.json: lotScope is malformed")
    require(
        step["lotScope"] == "one" or len(plan.draws) > 1, "problem.json: a draw is not in the plan"
    )
    require(isinstance(step["entries"], list), "problem.json: entries is not a list")
    seen = set()
    for item in step["entries"]:
        entry = _known(item, ENTRY, "an entry")
        require(
            is_hex(entry["pid"], 16) and entry["pid"] not in seen,
            "problem.json: a pid is malformed or twice",
        )
        seen.add(entry["pid"])
        schools, keys = entry["list"], entry["keys"]
        listed = isinstance(schools, list) and all(isinstance(school, str) for school in schools)
        require(
            listed and all(school in plan.schools for school in schools),
            "problem.json: a list is malformed",
        )
        require(len(set(schools)) == len(schools), "problem.json: a list names a school twice")
        require(
            isinstance(keys, list) and len(keys) in (1, len(schools)),
            "problem.json: keys are malformed",
        )
        whole = all(isinstance(key, list) and all(map(is_integer, key)) for key in keys)
        require(whole, "problem.json: a key is not a list of integers")


def allocate(problem: Dict[str, Any], plan: Plan, lots: Lots) -> Allocation:
    """All steps in their order; who has a seat takes no part in later ones."""
    left = dict(plan.schools)
    result = Allocation({}, [])
    for step in problem["steps"]:
        entries = [entry for entry in step["entries"] if entry["pid"] not in result.seats]
        held = _defer(entries, step, left, lots)
        for school in sorted(held):
            _settle(step["id"], school, held[school], result)
            left[school] -= len(held[school])
    return result


def _settle(step: str, school: str, held: List[Tuple[Standing, int]], result: Allocation) -> None:
    """Note the seats of one school in one step, and its last one admitted."""
    for (_, _, pid), place in held:
        result.seats[pid] = Seat(school, step, place + 1)
    if held:
        key, lot, _ = held[-1][0]
        text = ";".join(str(part) for part in key)
        result.limits.append(Limit(step, school, len(held), text, lot.hex()))


def _standing(entry: Dict[str, Any], place: int, step: Dict[str, Any], lots: Lots) -> Standing:
    """By what the child compares at the school of this place of its list, smaller first."""
    keys, school, pid = entry["keys"], entry["list"][place], entry["pid"]
    key = tuple(keys[place] if len(keys) > 1 else keys[0])
    if step["mechanism"] == "lots-only":
        key = ()
    if step["mechanism"] == "immediate-acceptance":
        key = (place + 1, *key)
    draw = lots["*" if step["lotScope"] == "one" else school]
    require(pid in draw, f"problem.json: {pid} is not on the roll")
    return (key, draw[pid], pid)


def _defer(
    entries: List[Dict[str, Any]], step: Dict[str, Any], left: Dict[str, int], lots: Lots
) -> Dict[str, List[Tuple[Standing, int]]]:
    """Deferred acceptance, one child at a time (McVitie & Wilson 1971)."""
    held: Dict[str, List[Tuple[Standing, int]]] = {}
    by_pid = {entry["pid"]: entry for entry in entries}
    asking: List[Tuple[str, int]] = [(entry["pid"], 0) for entry in entries]
    while asking:
        pid, place = asking.pop()
        entry = by_pid[pid]
        if place == len(entry["list"]):
            continue
        school = entry["list"][place]
        there = held.setdefault(school, [])
        _insert(there, (_standing(entry, place, step, lots), place))
        if len(there) > left[school]:
            (_, _, refused), at = there.pop()
            asking.append((refused, at + 1))
    return {school: there for school, there in held.items() if there}


def _insert(there: List[Tuple[Standing, int]], item: Tuple[Standing, int]) -> None:
    low, high = 0, len(there)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if there[middle] < item else (low, middle)
    there.insert(low, item)


def placements_of(allocation: Allocation, pids: List[str]) -> Dict[str, str]:
    seats = allocation.seats
    return {pid: seats[pid].school if pid in seats else UNPLACED for pid in pids}


def cutoff_lines(allocation: Allocation) -> List[str]:
    """The lines of cutoffs.csv but the first (section 12)."""
    lines = []
    for limit in allocation.limits:
        shown = limit.admitted >= LEAST_SHOWN
        tail = f"{limit.admitted},{limit.key},{limit.lot}" if shown else f"{WITHHELD},,"
        lines.append(f"{limit.step},{limit.school},,{tail}")
    return lines


def full_hash(allocation: Allocation, pids: List[str]) -> bytes:
    """full of section 12."""
    lines = []
    for pid in pids:
        seat: Optional[Seat] = allocation.seats.get(pid)
        tail = f"{seat.school} {seat.step} {seat.rank} -" if seat else "- - - -"
        lines.append(f"{pid} {tail}")
    for limit in allocation.limits:
        lines.append(
            f"{limit.step} {limit.school} - {limit.admitted} {limit.key or '-'} {limit.lot}"
        )
    return th("xadm/v1/outcome", "\n".join(lines))
