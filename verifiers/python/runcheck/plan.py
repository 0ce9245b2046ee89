"""plan.json: section 2.2 of the specification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from .encoding import is_id, is_integer, is_run, members, parse_json_line, require

MEMBERS = (
    "audit", "beacon", "contributors", "draws", "objectionHours", "run", "schools", "steps",
    "threshold", "throws", "v",
)  # fmt: skip

LEAST_THROWS = 39


@dataclass(frozen=True)
class Plan:
    """What of the policy a verifier needs."""

    run: str
    audit: int
    beacon: Optional[int]
    contributors: Tuple[str, ...]
    draws: Tuple[str, ...]
    objection_hours: int
    schools: Dict[str, int]
    steps: Tuple[str, ...]
    threshold: int
    throws: int

    def number(self, contributor: str) -> int:
        """The contributor's number, 1 to n (section 8)."""
        return self.contributors.index(contributor) + 1


def parse_plan(data: bytes) -> Plan:
    """plan.json with all rules of section 2.2; otherwise a Fault."""
    value = members(parse_json_line(data, "plan.json"), MEMBERS, "plan.json")
    require(is_integer(value["v"]) and value["v"] == 1, "plan.json: v is not 1")
    require(is_run(value["run"]), "plan.json: run is not city/year/phase/attempt")
    for name in ("audit", "objectionHours", "threshold", "throws"):
        require(
            is_integer(value[name]) and value[name] >= 0,
            f"plan.json: {name} is not a number from 0",
        )
    contributors = _ids(value["contributors"], "contributors")
    require(list(contributors) == sorted(contributors), "plan.json: contributors do not ascend")
    count = len(contributors)
    require(count % 2 == 1, "plan.json: the number of contributors is even")
    require(value["threshold"] == (count + 1) // 2, "plan.json: threshold is not (n + 1) / 2")
    require(value["throws"] >= LEAST_THROWS, f"plan.json: fewer than {LEAST_THROWS} throws")
    beacon = value["beacon"]
    require(beacon is None or (is_integer(beacon) and beacon >= 1), "plan.json: beacon is no round")
    schools = _schools(value["schools"])
    return Plan(
        run=value["run"],
        audit=value["audit"],
        beacon=beacon,
        contributors=contributors,
        draws=_draws(value["draws"], schools),
        objection_hours=value["objectionHours"],
        schools=schools,
        steps=_ids(value["steps"], "steps"),
        threshold=value["threshold"],
        throws=value["throws"],
    )


def _ids(value: Any, name: str) -> Tuple[str, ...]:
    require(
        isinstance(value, list) and len(value) > 0, f"plan.json: {name} is not a list, or empty"
    )
    require(all(is_id(item) for item in value), f"plan.json: {name} holds a malformed id")
    require(len(set(value)) == len(value), f"plan.json: {name} holds an id twice")
    return tuple(value)


def _schools(value: Any) -> Dict[str, int]:
    require(isinstance(value, dict), "plan.json: schools is not an object")
    require(all(is_id(school) for school in value), "plan.json: a school's id is malformed")
    for school, seats in value.items():
        require(
            is_integer(seats) and seats >= 0,
            f"plan.json: the seats of {school} are no number from 0",
        )
    return dict(value)


def _draws(value: Any, schools: Dict[str, int]) -> Tuple[str, ...]:
    alone, each = ["*"], ["*"] + sorted(schools)
    require(value in (alone, each), "plan.json: draws are neither * nor * and all schools")
    return tuple(value)
