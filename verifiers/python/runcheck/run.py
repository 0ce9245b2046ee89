"""All checks of a published run, in their order."""

from __future__ import annotations

from typing import Optional

from .context import Context
from .draw_checks import check_chance, check_commitments, check_roll
from .log_checks import check_entries, check_folder, check_log, check_moments
from .outcome_checks import check_lots, check_outcome
from .report import Report
from .room_checks import check_room
from .source import Folder


def verify_run(root: str, trust: Optional[str] = None, room: Optional[str] = None) -> Report:
    """Check the run in this folder; raises Unreadable if there is no folder."""
    context = Context(Folder(root), trust, room)
    check_folder(context)
    check_log(context)
    check_entries(context)
    check_moments(context)
    check_roll(context)
    check_commitments(context)
    check_chance(context)
    check_lots(context)
    check_outcome(context)
    if room is not None:
        check_room(context, room)
    return context.report
