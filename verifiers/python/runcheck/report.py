"""What was checked, how it came out, and the report in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Dict, List, Optional, Sequence, Type

from .encoding import Fault

HOLDS = "holds"
FAILS = "fails"
ABSENT = "absent"

MARKS = {HOLDS: "holds ", FAILS: "FAILS ", ABSENT: "absent"}

VALUE_KEYS = (
    "run", "size", "root", "rules", "plan", "trust", "n", "roll", "freeze", "holders",
    "cset", "dice", "seed", "lots", "placements", "cutoffs", "audit",
)  # fmt: skip


class Absent(Exception):
    """There is nothing to check yet, or what is needed for it is missing; the text says what."""


@dataclass
class Check:
    """One check: `recomputed` says in words what was worked out, from which `files`."""

    id: str
    recomputed: str
    files: Sequence[str]
    state: str = HOLDS
    words: str = ""
    expected: Optional[str] = None
    found: Optional[str] = None

    def compare(self, expected: Any, found: Any, words: str) -> None:
        """Note both; a Fault with these words unless they are equal."""
        self.expected, self.found = str(expected), str(found)
        if expected != found:
            raise Fault(words)

    def note(self, words: str) -> None:
        self.words = f"{self.words}; {words}" if self.words else words

    def __enter__(self) -> "Check":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> bool:
        if error is None:
            return True
        if isinstance(error, Absent):
            self.state, self.words = ABSENT, str(error)
            return True
        if isinstance(error, Fault):
            self.state, self.words = FAILS, str(error)
            return True
        if isinstance(error, Exception):
            self.state = FAILS
            self.words = f"could not be checked ({type(error).__name__}: {error})"
            return True
        return False


@dataclass
class Report:
    """All checks of one run, and the values recomputed on the way (section 17)."""

    checks: List[Check] = field(default_factory=list)
    values: Dict[str, Any] = field(default_factory=lambda: {key: None for key in VALUE_KEYS})
    warnings: List[str] = field(default_factory=list)
    stage: str = "not opened"
    void: bool = False

    def check(self, name: str, recomputed: str, *files: str) -> Check:
        made = Check(name, recomputed, files)
        self.checks.append(made)
        return made

    def state_of(self, name: str) -> str:
        return next((check.state for check in self.checks if check.id == name), ABSENT)

    def need(self, *names: str) -> None:
        """Absent, unless all these checks hold."""
        for name in names:
            if self.state_of(name) != HOLDS:
                raise Absent(f"not checked, for “{name}” does not hold or is absent")

    @property
    def holds(self) -> bool:
        return all(check.state != FAILS for check in self.checks)

    @property
    def verdict(self) -> str:
        """In one word: `fails`, `void`, `holds-so-far` where something is absent, or `holds`."""
        if not self.holds:
            return "fails"
        if self.void:
            return "void"
        absent = any(check.state == ABSENT for check in self.checks)
        return "holds-so-far" if absent else "holds"


def as_json(report: Report) -> str:
    checks = [
        {
            "id": check.id,
            "state": check.state,
            "words": check.words,
            "recomputed": check.recomputed,
            "files": list(check.files),
            "expected": check.expected,
            "found": check.found,
        }
        for check in report.checks
    ]
    value = {
        "verdict": report.verdict,
        "stage": report.stage,
        "warnings": report.warnings,
        "checks": checks,
        "values": report.values,
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def _printable(text: str) -> str:
    """What was published may hold anything; a terminal gets only what can be printed."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _check_lines(check: Check) -> List[str]:
    lines = [f"{MARKS[check.state]}  {check.id:<12} {check.recomputed}"]
    if check.words:
        lines.append(f"{'':22}{check.words}")
    if check.state == FAILS and check.expected is not None:
        lines += [f"{'':22}recomputed: {check.expected}", f"{'':22}published:  {check.found}"]
    if check.state == FAILS and check.files:
        lines.append(f"{'':22}from: {', '.join(check.files)}")
    return lines


def _verdict(report: Report) -> str:
    failed = [check.id for check in report.checks if check.state == FAILS]
    absent = [check.id for check in report.checks if check.state == ABSENT]
    if failed:
        return f"DOES NOT HOLD. Failed: {', '.join(failed)}."
    if report.void:
        return "THE RUN IS VOID: none of its results counts. What it published holds."
    if absent:
        return f"Nothing fails, but these were not checked: {', '.join(absent)}."
    return "ALL HOLDS."


def as_text(report: Report) -> str:
    lines: List[str] = [f"run {report.values['run']}, {report.stage}"]
    for check in report.checks:
        lines += _check_lines(check)
    lines.append("")
    lines += [f"ATTENTION: {words}" for words in report.warnings]
    lines.append(_verdict(report))
    return "\n".join(_printable(line) for line in lines)
