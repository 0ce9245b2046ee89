"""Checks of a family's receipt (section 5.3)."""

from __future__ import annotations

import os
from typing import Optional

from .encoding import require, th
from .log import Log
from .notes import parse_checkpoint, parse_trust
from .outcome import parse_roll
from .receipt import Receipt, check_proof, check_quorum, parse_receipt
from .report import Absent, Report
from .source import Folder, Unreadable

LARGEST_RECEIPT = 2**20


def verify_receipt(path: str, root: Optional[str], trust: Optional[str]) -> Report:
    """The receipt by itself, and against the run's folder where one is given."""
    if not os.path.isfile(path):
        raise Unreadable(f"{path} is not a file")
    report, receipt = Report(stage="a family's receipt"), None
    with report.check("receipt", "the receipt's form, and the row that it opens", path) as check:
        here, name = os.path.split(path)
        receipt = parse_receipt(Folder(here or ".").read(name, LARGEST_RECEIPT))
        report.values["run"] = receipt.run
        check.note("; ".join(f"{key} {value or '(empty)'}" for key, value in receipt.fields))
    with report.check(
        "proof", "the path from the row's entry to the checkpoint's root", path
    ) as check:
        check_proof(_there(receipt))
        check.note(f"entry {_there(receipt).index} of the log")
    with report.check(
        "quorum", "the signatures under the receipt's checkpoint", path, "trust.json"
    ) as check:
        if root is None:
            report.warnings.append(
                "without the run's folder the checkpoint's signatures were NOT checked"
            )
            raise Absent(
                "not checked without trust.json of the run: give its folder or address too"
            )
        data = Folder(root).read("trust.json")
        report.values["trust"] = th("xadm/v1/trust", data).hex()
        if trust is not None:
            check.compare(
                report.values["trust"], trust, "these are not the keys that you gave with --trust"
            )
        else:
            report.warnings.append("no --trust was given: the keys are those of the folder")
        time = check_quorum(_there(receipt), parse_trust(data))
        check.note(f"cosigned by a quorum at {time} (seconds since 1970)")
    if root is not None:
        _check_against_run(report, receipt, Folder(root))
    return report


def _check_against_run(report: Report, receipt: Optional[Receipt], folder: Folder) -> None:
    with report.check(
        "same-log",
        "that the published log goes on from the receipt's",
        "log/checkpoint",
        "log/tile/…",
    ) as check:
        held, newest = _there(receipt).checkpoint, parse_checkpoint(
            folder.read("log/checkpoint"), "log/checkpoint"
        )
        require(held.origin == newest.origin, "the receipt is of another log")
        if held.size > newest.size:
            raise Absent("the receipt is newer than the published log")
        root = Log(folder, newest.size).root_at(held.size)
        require(root == held.root, "the published log is not the one of the receipt")
        check.note("whether that log holds is another question: verify the run too")
    with report.check("on-roll", "that the roll has this row for this pid", "roll.csv") as check:
        if not folder.has("roll.csv"):
            raise Absent("roll.csv is not published yet")
        row = parse_roll(folder.read("roll.csv")).get(_there(receipt).pid)
        if row is None:
            status = dict(_there(receipt).fields)["status"]
            words = "this pid is not on the roll"
            require(status != "eligible", f"{words}; a newer receipt may have replaced this one")
            raise Absent(f"{words}, and this row is {status}")
        check.compare(
            _there(receipt).row.hex(),
            row.hex(),
            "the roll has another row; a newer receipt may have replaced this one",
        )


def _there(receipt: Optional[Receipt]) -> Receipt:
    if receipt is None:
        raise Absent("not checked, for the receipt could not be read")
    return receipt
