"""Checks of lots, seats and the audit sample (sections 11 to 13)."""

from __future__ import annotations

from typing import Dict

from .context import Context
from .encoding import parse_csv, require
from .log_checks import ENTRIES
from .outcome import (
    LotsHash,
    UNPLACED,
    audit_hash,
    audit_sample,
    check_cutoff_lots,
    check_sums,
    children_by_school,
    draw_lots,
    parse_cutoffs,
    parse_holders,
    parse_placements,
    placements_hash,
    text_hash,
)
from .report import Absent


def check_lots(context: Context) -> None:
    """Section 11."""
    report = context.report
    with report.check(
        "holders", "who shares a lot, as bound before the dice", "holders.csv", ENTRIES
    ) as check:
        data = context.published("holders.csv", "announce")
        holders = parse_holders(data, context.the_roll)
        value = text_hash("xadm/v1/holders", data).hex()
        report.values["holders"] = value
        check.compare(
            value, context.entry("freeze").body["holders"], "the freeze entry names another hash"
        )
        context.holders = holders
    with report.check(
        "lots", "the lot of every child, and that no two are equal", "roll.csv", "holders.csv"
    ):
        report.need("roll", "seed", "holders")
        assert context.holders is not None
        plan = context.the_plan
        digest = LotsHash(plan.draws, len(context.the_roll))
        lots = {}
        for draw, drawn in draw_lots(
            context.the_seed, plan.run, plan.draws, context.the_roll, context.holders
        ):
            digest.add(draw, drawn)
            lots[draw] = drawn
        report.values["lots"] = digest.hex()
        context.lots = lots


def check_outcome(context: Context) -> None:
    """Section 12."""
    report = context.report
    with report.check(
        "placements",
        "the hash of all seats, one line for each of the roll",
        "placements.csv",
        ENTRIES,
    ) as check:
        data = context.published("placements.csv", "announce")
        report.need("roll")
        placements = parse_placements(data, context.the_roll, context.the_plan)
        value = placements_hash(placements).hex()
        report.values["placements"] = value
        check.compare(
            value,
            context.entry("outcome").body["placements"],
            "the entry outcome names another hash",
        )
        context.placements = placements
    with report.check(
        "seats", "that no school has more children than seats", "placements.csv", "plan.json"
    ):
        for school, count in sorted(children_by_school(_placements(context)).items()):
            seats = context.the_plan.schools[school]
            require(count <= seats, f"{school} has {count} children for {seats} seats")
    with report.check(
        "cutoffs",
        "the hash of the cutoffs, their sums, and whose lots they are",
        "cutoffs.csv",
        "placements.csv",
        ENTRIES,
    ) as check:
        data = context.published("cutoffs.csv", "announce")
        cutoffs = parse_cutoffs(data, context.the_plan)
        value = text_hash("xadm/v1/cutoffs", data).hex()
        report.values["cutoffs"] = value
        check.compare(
            value, context.entry("outcome").body["cutoffs"], "the entry outcome names another hash"
        )
        check_sums(cutoffs, _placements(context))
        report.need("lots")
        assert context.lots is not None
        check_cutoff_lots(cutoffs, _placements(context), context.lots)
        context.cutoffs = cutoffs
    with report.check(
        "outcome", "the number of children with a seat", "placements.csv", ENTRIES
    ) as check:
        entry = context.entry("outcome")
        placed = sum(1 for school in _placements(context).values() if school != UNPLACED)
        check.compare(placed, entry.body["placed"], "the entry outcome names another number")
        if context.room is None:
            check.note("that each was placed rightly can be recomputed only with --rows")
    with report.check(
        "audit", "the sample to be checked on paper", "audit.csv", "roll.csv"
    ) as check:
        data = context.published("audit.csv", "announce")
        report.need("roll")
        plan = context.the_plan
        sample = audit_sample(context.the_seed, plan.run, context.the_roll, plan.audit)
        report.values["audit"] = audit_hash(sample).hex()
        found = [pid for (pid,) in parse_csv(data, ["pid"], "audit.csv")]
        require(found == sample, "audit.csv is not the sample that the seed draws")
        check.note(f"{len(sample)} children")


def _placements(context: Context) -> Dict[str, str]:
    if context.placements is None:
        raise Absent("not checked without placements that hold")
    return context.placements
