#!/usr/bin/env python3
"""Verify a published run, or a family's receipt, from docs/specification.md alone.

    verify.py DIR_OR_URL [--trust HASH] [--rows DIR] [--json]
    verify.py --receipt FILE [DIR_OR_URL] [--trust HASH] [--json]

Exit: 0 nothing fails, 1 something fails, 2 usage, or nothing readable there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from typing import List, Optional

if sys.version_info < (3, 9):
    sys.exit("Python 3.9 or newer is needed")

from runcheck.encoding import is_hex
from runcheck.receipt_checks import verify_receipt
from runcheck.report import Report, as_json, as_text
from runcheck.run import verify_run
from runcheck.source import MANIFEST, Unreadable, fetch_run, is_address


def parse_arguments(arguments: List[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="verify.py", description="Verify a published run.")
    parser.add_argument("run", nargs="?", metavar="DIR_OR_URL", help="the run's folder or address")
    parser.add_argument("--trust", metavar="HASH", help="hash of the keys, learnt from elsewhere")
    parser.add_argument(
        "--rows", metavar="DIR", help="folder with rows.jsonl, in the supervised room"
    )
    parser.add_argument(
        "--receipt", metavar="FILE", help="check a family's receipt against the run's keys"
    )
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    options = parser.parse_args(arguments)
    if options.run is None and options.receipt is None:
        parser.error("give a run's folder or address, or --receipt FILE")
    if options.trust is not None and not is_hex(options.trust, 32):
        parser.error("--trust is 64 lower-case hex digits")
    if options.rows is not None and not os.path.isdir(options.rows):
        parser.error(f"{options.rows} is not a folder")
    return options


def verify(options: argparse.Namespace, root: Optional[str]) -> Report:
    if options.receipt is not None:
        return verify_receipt(options.receipt, root, options.trust)
    assert root is not None
    return verify_run(root, options.trust, options.rows)


def verify_from(options: argparse.Namespace) -> Report:
    """Fetch the run first where it is an address."""
    if options.run is None:
        return verify(options, None)
    if is_address(options.run):
        with tempfile.TemporaryDirectory() as folder:
            fetch_run(options.run, folder)
            return verify(options, folder)
    if not os.path.isfile(os.path.join(options.run, MANIFEST)):
        raise Unreadable(f"{options.run} holds no {MANIFEST}")
    return verify(options, options.run)


def main(arguments: List[str]) -> int:
    options = parse_arguments(arguments)
    try:
        report = verify_from(options)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(as_json(report) if options.json else as_text(report))
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
