"""Checks of what fixes a run: its files, plan, keys, policy and log (sections 2, 3, 5, 6)."""

from __future__ import annotations

from typing import Optional

from .context import Context
from .encoding import Fault, require, th
from .entries import EntryReader, Entry, MOMENTS
from .log import Log
from .notes import Checkpoint, log_signs, parse_checkpoint, parse_trust, quorum_time
from .plan import parse_plan
from .report import Absent
from .outcome import parse_roll
from .source import Folder, MANIFEST, check_files, parse_manifest

ENTRIES = "log/tile/entries/…"
HOUR_SECONDS = 3600


def check_folder(context: Context) -> None:
    """Sections 2.1 to 2.3 and 3, before anything of the log is known."""
    report, folder = context.report, context.folder
    with report.check("files", "length and SHA-256 of every file", MANIFEST) as check:
        manifest = parse_manifest(folder.read(MANIFEST))
        check_files(folder, manifest)
        check.note(f"{len(manifest.files)} files")
        same = manifest.run == _run_of_plan(folder)
        require(same, "manifest.json and plan.json are of different runs")
    with report.check("plan", "the form of the plan, and its hash", "plan.json", ENTRIES):
        data = folder.read("plan.json")
        report.values["plan"] = th("xadm/v1/plan", data).hex()
        context.plan = parse_plan(data)
        report.values["run"] = context.plan.run
    with report.check(
        "trust", "the keys of log and witnesses, and their hash", "trust.json", ENTRIES
    ) as check:
        data = folder.read("trust.json")
        value = th("xadm/v1/trust", data).hex()
        report.values["trust"] = value
        if context.given_trust is not None:
            check.compare(
                value, context.given_trust, "these are not the keys that you gave with --trust"
            )
            check.note("they are those that you gave with --trust")
        context.trust = parse_trust(data)
    if context.given_trust is None:
        report.warnings.append(
            "no --trust was given. The log was checked against the keys that came in the same folder. "
            "Learn their hash from a printed notice, a newspaper or the notary, and give it with --trust."
        )
    with report.check("policy", "the hash of the policy as it is", "policy.yaml", ENTRIES) as check:
        report.values["rules"] = th("xadm/v1/rules", folder.read("policy.yaml")).hex()
        check.note("that the plan follows from the policy was not checked")


def _run_of_plan(folder: Folder) -> str:
    try:
        return parse_plan(folder.read("plan.json")).run
    except Fault:
        raise Absent("files have their hashes, but plan.json does not say of which run") from None


def check_log(context: Context) -> None:
    """Section 5: tiles against entries, root against checkpoint, signatures."""
    report, folder = context.report, context.folder
    _read_roll(context)
    checkpoint: Optional[Checkpoint] = None
    root = b""
    with report.check(
        "log-tiles", "every hash of the tiles from the entries", ENTRIES, "log/tile/…"
    ) as check:
        checkpoint = parse_checkpoint(folder.read("log/checkpoint"), "log/checkpoint")
        run = context.the_plan.run
        report.values["size"] = checkpoint.size
        log = Log(folder, checkpoint.size)
        rows = set(context.roll.values()) if context.roll else set()
        reader = EntryReader(run, rows)
        root = log.read(reader.take)
        context.log, context.reader = log, reader
        check.note(
            f"{checkpoint.size} entries, {reader.of_run} of this run, {reader.apps} rows among them"
        )
    with report.check(
        "log-root", "the root of the tree of all entries", ENTRIES, "log/checkpoint"
    ) as check:
        report.need("log-tiles")
        report.values["root"] = root.hex()
        check.compare(
            root.hex(),
            _parsed(checkpoint).root.hex(),
            "the checkpoint has another root than the entries",
        )
    with report.check(
        "log-signature", "the log's signature under its checkpoint", "log/checkpoint", "trust.json"
    ):
        log_signs(_parsed(checkpoint), context.the_trust)
    with report.check(
        "log-quorum", "the witnesses' cosignatures", "log/checkpoint", "trust.json"
    ) as check:
        time = quorum_time(_parsed(checkpoint), context.the_trust)
        check.note(
            f"a quorum of {context.the_trust.quorum} had signed at {time} (seconds since 1970)"
        )


def _parsed(checkpoint: Optional[Checkpoint]) -> Checkpoint:
    if checkpoint is None:
        raise Absent("not checked, for log/checkpoint could not be read")
    return checkpoint


def _read_roll(context: Context) -> None:
    """Before the entries, so that of all rows in the log only those on the roll are looked for."""
    if not context.folder.has("roll.csv"):
        return
    try:
        context.roll = parse_roll(context.folder.read("roll.csv"))
    except Fault as fault:
        context.roll_fault = fault


def check_entries(context: Context) -> None:
    """Section 6: form and order of the entries, and what `open` and `outcome` bind."""
    report = context.report
    with report.check("entries", "the form of every entry", ENTRIES):
        faults = context.entries.form_faults
        require(not faults, "; ".join(faults[:5]))
        require(context.entries.first("open") is not None, "the log has no entry open of this run")
    with report.check("order", "the order of the entries of the run", ENTRIES):
        faults = context.entries.order_faults
        require(not faults, "; ".join(faults[:5]))
    _check_opened(context)
    with report.check("build", "that open and outcome name the same software", ENTRIES) as check:
        opened, outcome = context.entry("open"), context.entry("outcome")
        check.compare(
            opened.body["build"],
            outcome.body["build"],
            "allocated by other software than announced",
        )
        check.note("compare the digest with that of the published software (section 14)")
    with report.check("void", "whether the run was declared void", ENTRIES) as check:
        void = context.entries.first("void")
        context.entry("open")
        if void is not None:
            words = f"declared void by {', '.join(void.body['by'])}: {void.body['reason']}"
            check.note(words)
            report.void = True
            report.warnings.append(f"THE RUN IS VOID, whatever else holds; {words}")
    report.stage = _stage(context)


def _check_opened(context: Context) -> None:
    """The hashes of plan, trust and policy are those of the entry `open`."""
    names = {"plan": "plan", "trust": "trust", "policy": "rules"}
    opened = context.reader.first("open") if context.reader else None
    for check in context.report.checks:
        key = names.get(check.id)
        if key is None or opened is None:
            continue
        expected, found = context.report.values[key], opened.body[key]
        if check.state == "holds" and expected != found:
            check.state, check.words = "fails", "the entry open of the log names another hash"
            check.expected, check.found = expected, found
        elif check.state == "holds":
            check.expected, check.found = expected, found


def _stage(context: Context) -> str:
    if context.reader is None:
        return "unknown"
    milestones = ("void", "announce", "outcome", "seed", "dice", "cset", "freeze", "open")
    return next((f"at “{t}”" for t in milestones if context.has_entry(t)), "not opened")


def check_moments(context: Context) -> None:
    """Section 6: each moment was cosigned before the next step, and time does not run back."""
    with context.report.check(
        "moments", "checkpoint of each moment, its root, quorum and time", "log/moments/…"
    ) as check:
        context.report.need("log-tiles", "log-root", "trust")
        plan, times = context.the_plan, {}
        moments = [context.entries.first(t) for t in MOMENTS]
        for moment in moments:
            if moment is not None:
                times[moment.t] = _moment_time(context, moment)
        if not times:
            raise Absent("the run has no moments yet")
        ordered = list(times.items())
        for (one, before), (other, after) in zip(ordered, ordered[1:]):
            require(before <= after, f"the time of {other} is before that of {one}")
        if "cset" in times and "freeze" in times:
            waited = times["cset"] - times["freeze"]
            least = plan.objection_hours * HOUR_SECONDS
            require(
                waited >= least,
                f"only {waited} seconds between freeze and cset, {least} must lie between",
            )
        check.note(", ".join(f"{t} at {time}" for t, time in ordered))


def _moment_time(context: Context, moment: Entry) -> int:
    """The time of one moment; a Fault unless its checkpoint is as section 6 says."""
    path = f"log/moments/{moment.index}"
    checkpoint = parse_checkpoint(context.folder.read(path), path)
    require(checkpoint.size > moment.index, f"{path} does not cover the entry {moment.t}")
    later = context.entries.next_later_step(moment)
    if later is not None:
        soon = checkpoint.size <= later.index
        require(
            soon,
            f"{path}: {later.t} (entry {later.index}) stood in the log before {moment.t} was cosigned",
        )
    root = context.the_log.root_at(checkpoint.size)
    require(
        root == checkpoint.root,
        f"{path}: the root is not that of the first {checkpoint.size} entries",
    )
    try:
        return quorum_time(checkpoint, context.the_trust)
    except Fault as fault:
        raise Fault(f"{path}: {fault}") from None
