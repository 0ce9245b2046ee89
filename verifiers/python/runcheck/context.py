"""What the checks of one run hand on to each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional

from .ceremony import Ceremony
from .encoding import Fault
from .entries import Entry, EntryReader
from .log import Log
from .notes import Trust
from .outcome import Cutoff, Holders, Lots, Roll
from .plan import Plan
from .report import Absent, Report
from .source import Folder


@dataclass
class Context:
    """Each value is there once the check that makes it has held."""

    folder: Folder
    given_trust: Optional[str]
    room: Optional[str]
    report: Report = field(default_factory=Report)
    plan: Optional[Plan] = None
    trust: Optional[Trust] = None
    log: Optional[Log] = None
    reader: Optional[EntryReader] = None
    roll: Optional[Roll] = None
    roll_fault: Optional[Fault] = None
    freeze: Optional[bytes] = None
    ceremony: Optional[Ceremony] = None
    cset: Optional[bytes] = None
    dice: Optional[str] = None
    beacon: Optional[bytes] = None
    seed: Optional[bytes] = None
    holders: Optional[Holders] = None
    lots: Optional[Lots] = None
    placements: Optional[Dict[str, str]] = None
    cutoffs: Optional[List[Cutoff]] = None

    def entry(self, t: str) -> Entry:
        """The run's entry of this `t`; Absent if it has none."""
        found = self.entries.first(t)
        if found is None:
            raise Absent(f"the run has no entry {t} yet")
        return found

    def has_entry(self, t: str) -> bool:
        return self.reader is not None and self.reader.first(t) is not None

    @property
    def entries(self) -> EntryReader:
        if self.reader is None:
            raise Absent("not checked, for the log's entries could not be read")
        return self.reader

    @property
    def the_plan(self) -> Plan:
        if self.plan is None:
            raise Absent("not checked, for plan.json does not hold")
        return self.plan

    @property
    def the_trust(self) -> Trust:
        if self.trust is None:
            raise Absent("not checked, for trust.json does not hold")
        return self.trust

    @property
    def the_log(self) -> Log:
        if self.log is None:
            raise Absent("not checked, for the log's tiles do not hold")
        return self.log

    @property
    def the_roll(self) -> Roll:
        if self.roll is None:
            raise Absent("not checked without roll.csv")
        return self.roll

    @property
    def the_ceremony(self) -> Ceremony:
        if self.ceremony is None:
            raise Absent("not checked without a freeze and the contributors' keys")
        return self.ceremony

    @property
    def the_seed(self) -> bytes:
        if self.seed is None:
            raise Absent("not checked without a seed that holds")
        return self.seed

    def published(self, path: str, since: str) -> bytes:
        """A file that is published from this entry on, and not before (section 2)."""
        there, due = self.folder.has(path), self.entries.first(since) is not None
        if there and not due:
            raise Fault(f"{path} is published, though the log has no entry {since}")
        if not there and due:
            raise Fault(f"{path} is missing, though the log has an entry {since}")
        if not there:
            raise Absent(f"{path} is not published before {since}")
        return self.folder.read(path)
