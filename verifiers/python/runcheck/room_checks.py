"""Checks with what only the supervised room sees (section 15)."""

from __future__ import annotations

import os
from typing import Dict

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
from .log_checks import ENTRIES
from .outcome import placements_hash
from .report import Absent, Check
from .room import check_rows, published_counts
from .source import Folder


def check_room(context: Context, room: str) -> None:
    """The rows, and the allocation anew from problem.json and the lots."""
    report = context.report
    categories: Dict[str, int] = {}
    with report.check(
        "rows", "every row opened: its hash on the roll, and eligible", "rows.jsonl", "roll.csv"
    ) as check:
        report.need("roll")
        categories, groups = check_rows(room, context.the_plan.run, context.the_roll)
        if context.holders is not None:
            require(context.holders == groups, "holders.csv is not the lot-groups of the rows")
        check.note(f"{len(context.the_roll)} rows")
    with report.check(
        "counts", "the numbers by category from the rows", "rows.jsonl", ENTRIES
    ) as check:
        report.need("rows")
        counts = published_counts(categories)
        stated = context.entry("freeze").body["counts"]
        check.compare(
            sorted(counts.items()), sorted(stated.items()), "the freeze entry names other counts"
        )
    with report.check(
        "problem", "whether the problem follows from policy and rows", "problem.json"
    ):
        raise Absent("NOT CHECKED: this verifier does not read the policy's rules")
    with report.check(
        "allocation", "all seats anew, from the problem and the lots", "problem.json"
    ) as check:
        if not os.path.isfile(os.path.join(room, "problem.json")):
            raise Absent("there is no problem.json")
        report.need("rows", "lots")
        assert context.lots is not None and context.holders is not None
        try:
            problem = parse_problem(Folder(room).read("problem.json"), context.the_plan)
        except Unknown as unknown:
            report.warnings.append(f"the seats were NOT allocated anew: {unknown}")
            raise Absent(f"NOT CHECKED: {unknown}") from None
        require(
            problem["lotGroups"] == context.holders, "problem.json: lotGroups is not holders.csv"
        )
        _compare(context, check, allocate(problem, context.the_plan, context.lots))


def _compare(context: Context, check: Check, allocation: Allocation) -> None:
    body, pids = context.entry("outcome").body, list(context.the_roll)
    placements = placements_hash(placements_of(allocation, pids)).hex()
    check.compare(placements, body["placements"], "another allocation than the published one")
    cutoffs = th("xadm/v1/cutoffs", "\n".join(cutoff_lines(allocation))).hex()
    check.compare(cutoffs, body["cutoffs"], "other cutoffs than the published ones")
    full = full_hash(allocation, pids).hex()
    check.compare(
        full, body["full"], "the full outcome is another one than the entry outcome names"
    )
