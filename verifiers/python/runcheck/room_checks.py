"""Checks with what only the supervised room sees (section 15)."""

from __future__ import annotations

import os

from .allocate import (
    Allocation,
    Unknown,
    allocate,
    cutoff_lines,
    full_hash,
    parse_problem,
    placements_of,
)
from .context import Context
from .encoding import require, th
from .outcome import placements_hash
from .report import Absent, Check
from .room import check_rows, published_counts
from .source import Folder


def check_room(context: Context, room: str) -> None:
    """The rows, and the allocation anew from problem.json and the lots."""
    report = context.report
    with report.check("rows", "every row opened: its hash on the roll, and eligible", "rows.jsonl", "roll.csv") as check:
        report.need("roll")
        categories, groups = check_rows(room, context.the_plan.run, context.the_roll)
        counts = context.entry("freeze").body["counts"]
        check.compare(published_counts(categories), counts, "the freeze entry names other counts")
        if context.holders is not None:
            require(context.holders == groups, "holders.csv is not the lot-groups of the rows")
        check.expected = check.found = None
    with report.check("allocation", "all seats anew, from the problem and the lots", "problem.json") as check:
        if not os.path.isfile(os.path.join(room, "problem.json")):
            raise Absent("there is no problem.json")
        report.need("rows", "lots")
        assert context.lots is not None and context.holders is not None
        try:
            problem = parse_problem(Folder(room).read("problem.json"), context.the_plan)
        except Unknown as unknown:
            report.warnings.append(f"the seats were NOT allocated anew: {unknown}")
            raise Absent(f"NOT CHECKED: {unknown}") from None
        require(problem["lotGroups"] == context.holders, "problem.json: lotGroups is not holders.csv")
        _compare(context, check, allocate(problem, context.the_plan, context.lots))
        check.note("that problem.json follows from policy and rows was not checked")


def _compare(context: Context, check: Check, allocation: Allocation) -> None:
    body, pids = context.entry("outcome").body, list(context.the_roll)
    placements = placements_hash(placements_of(allocation, pids)).hex()
    check.compare(placements, body["placements"], "another allocation than the published one")
    cutoffs = th("xadm/v1/cutoffs", "\n".join(cutoff_lines(allocation))).hex()
    check.compare(cutoffs, body["cutoffs"], "other cutoffs than the published ones")
    full = full_hash(allocation, pids).hex()
    check.compare(full, body["full"], "the full outcome is another one than the entry outcome names")
