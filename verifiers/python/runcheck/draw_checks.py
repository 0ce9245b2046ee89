"""Checks of the roll and of the draw (sections 7 to 11)."""

from __future__ import annotations

import hashlib

from .beacon import signature_holds
from .ceremony import (
    Ceremony,
    commit_set,
    missing_word,
    read_commits,
    read_contributors,
    read_secrets,
    read_shares,
    seed_of,
)
from .context import Context
from .encoding import require
from .log_checks import ENTRIES
from .outcome import check_counts, freeze_hash, roll_root
from .report import Absent


def check_roll(context: Context) -> None:
    """Section 7."""
    report = context.report
    with report.check("roll", "the root over all rows of the roll", "roll.csv", ENTRIES) as check:
        context.published("roll.csv", "freeze")
        if context.roll_fault is not None:
            raise context.roll_fault
        roll = context.the_roll
        root = roll_root(roll).hex()
        report.values["n"], report.values["roll"] = len(roll), root
        body = context.entry("freeze").body
        check.compare(len(roll), body["n"], "the freeze entry names another number of rows")
        check.compare(root, body["roll"], "the freeze entry names another roll")
    with report.check(
        "freeze", "the hash that binds rules and roll, and the counts", "roll.csv", ENTRIES
    ) as check:
        body = context.entry("freeze").body
        report.need("roll", "policy")
        rules = bytes.fromhex(report.values["rules"])
        whole = bytes.fromhex(report.values["roll"])
        value = freeze_hash(context.the_plan.run, rules, len(context.the_roll), whole)
        report.values["freeze"] = value.hex()
        check.compare(value.hex(), body["freeze"], "the freeze entry names another hash")
        check_counts(body["counts"], len(context.the_roll))
        context.freeze = value
    with report.check(
        "rows-logged", "that every row was in the log before the freeze", "roll.csv", ENTRIES
    ):
        report.need("roll")
        missing = context.entries.unlogged
        late = [pid for pid, row in context.the_roll.items() if row in missing]
        require(
            not late,
            f"{len(late)} rows are in no entry before the freeze, the first that of {late[:1]}",
        )


def check_commitments(context: Context) -> None:
    """Sections 6 and 8: contributors, commitments, shares and their set."""
    report = context.report
    with report.check("contributors", "the keys of all contributors of the plan", ENTRIES) as check:
        keys = read_contributors(context.the_plan, context.entries)
        if not keys:
            raise Absent("nobody has given a key yet")
        if context.has_entry("freeze"):
            missing = sorted(set(context.the_plan.contributors) - set(keys))
            require(not missing, f"frozen without a key of {', '.join(missing)}")
        if context.freeze is not None:
            context.ceremony = Ceremony(context.the_plan, context.entries, context.freeze, keys)
        check.note(f"{len(keys)} of {len(context.the_plan.contributors)}: {', '.join(keys)}")
    with report.check(
        "commits", "every commitment's signature, points and boxes", ENTRIES
    ) as check:
        ceremony = context.the_ceremony
        context.entry("commit")
        read_commits(ceremony)
        missing = sorted(set(context.the_plan.contributors) - set(ceremony.commits))
        require(
            not missing or not context.has_entry("cset"), f"{', '.join(missing)} did not commit"
        )
        check.note(
            f"{len(ceremony.commits)} of {len(context.the_plan.contributors)} have committed"
        )
    with report.check("shares", "every word on a share, and that all are good", ENTRIES):
        report.need("commits")
        said = read_shares(context.the_ceremony)
        if not said and not context.has_entry("cset"):
            raise Absent("nothing has been said of shares yet")
        words = missing_word(context.the_ceremony, said)
        require(words is None or not context.has_entry("cset"), words or "")
        if words is not None:
            raise Absent(f"not all shares are confirmed yet: {words}")
    with report.check("cset", "the hash of the set of commitments", ENTRIES) as check:
        entry = context.entry("cset")
        report.need("commits", "shares")
        ceremony = context.the_ceremony
        value = commit_set(ceremony.freeze, {who: made.c for who, made in ceremony.commits.items()})
        report.values["cset"] = value.hex()
        check.compare(value.hex(), entry.body["cset"], "the entry cset names another hash")
        ids = list(context.the_plan.contributors)
        require(
            entry.body["ids"] == ids, "the ids of the entry cset are not the plan's contributors"
        )
        context.cset = value


def check_chance(context: Context) -> None:
    """Sections 9 to 11: dice, secrets, beacon and seed."""
    report = context.report
    with report.check("dice", "number and form of the throws", ENTRIES) as check:
        throws = context.entry("dice").body["dice"]
        report.values["dice"] = throws
        least = context.the_plan.throws
        require(len(throws) >= least, f"{len(throws)} throws, at least {least} must be")
        context.dice = throws
        check.note(f"{len(throws)} throws; compare them with the film: {throws}")
    with report.check(
        "reveals", "every secret against its commitment, absent ones from shares", ENTRIES
    ) as check:
        context.entry("dice")
        report.need("cset")
        recovered = read_secrets(context.the_ceremony)
        missing = sorted(set(context.the_plan.contributors) - set(context.the_ceremony.secrets))
        require(
            not missing or not context.has_entry("seed"),
            f"a seed without the secret of {', '.join(missing)}",
        )
        if missing:
            raise Absent(f"not all are revealed yet: {', '.join(missing)}")
        check.note(
            f"{len(context.the_ceremony.secrets) - recovered} revealed, {recovered} recovered"
        )
    _check_beacon(context)
    with report.check("seed", "the seed from all that went into it", ENTRIES) as check:
        entry = context.entry("seed")
        report.need("freeze", "cset", "dice", "reveals")
        ceremony = context.the_ceremony
        if context.cset is None or context.dice is None or context.beacon is None:
            raise Absent("not checked without the round that the plan names")
        value = seed_of(
            ceremony.plan.run,
            ceremony.freeze,
            context.cset,
            context.dice,
            context.beacon,
            ceremony.secrets,
        )
        report.values["seed"] = value.hex()
        check.compare(value.hex(), entry.body["seed"], "the entry seed names another seed")
        context.seed = value


def _check_beacon(context: Context) -> None:
    with context.report.check(
        "beacon", "the round's signature under the key of drand's quicknet", ENTRIES
    ) as check:
        plan = context.the_plan
        entry = context.entries.first("beacon")
        if plan.beacon is None:
            context.beacon = b""
            require(entry is None, "there is a round, though the plan names none")
            check.note("the plan names no round")
            return
        if entry is None:
            require(
                not context.has_entry("seed"),
                "there is a seed without the round that the plan names",
            )
            raise Absent("the round is not there yet")
        check.compare(plan.beacon, entry.body["round"], "this is not the round that the plan names")
        signature = bytes.fromhex(entry.body["sig"])
        require(signature_holds(plan.beacon, signature), "the round's signature does not hold")
        context.beacon = hashlib.sha256(signature).digest()
