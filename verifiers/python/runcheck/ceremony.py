"""Contributors, commitments, shares, dice, secrets and the seed: sections 8 to 11."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Sequence, Tuple

from .curves import (
    BASE,
    ORDER,
    Point,
    combine,
    decode_ristretto,
    decode_scalar,
    same_ristretto,
    verify_ed25519,
)
from .encoding import Fault, Part, require, th
from .entries import Entry, EntryReader
from .plan import Plan


@dataclass(frozen=True)
class Commitment:
    """The last `commit` of a contributor, its points decoded."""

    c: bytes
    points: Tuple[Point, ...]


@dataclass
class Ceremony:
    """What the entries of the run make of sections 8 to 11; filled check by check."""

    plan: Plan
    reader: EntryReader
    freeze: bytes
    keys: Dict[str, bytes] = field(default_factory=dict)
    commits: Dict[str, Commitment] = field(default_factory=dict)
    cset: Optional[bytes] = None
    dice: Optional[str] = None
    secrets: Dict[str, bytes] = field(default_factory=dict)

    def number_of(self, contributor: str, entry: Entry) -> int:
        require(
            contributor in self.plan.contributors,
            f"entry {entry.index}: {contributor} is not in the plan",
        )
        return self.plan.number(contributor)

    def signed(self, entry: Entry, tag: str, *parts: Part) -> None:
        """The entry's signature holds over TH(tag, run, freeze, id, …); otherwise a Fault."""
        who = entry.body["id"]
        if who not in self.keys:
            raise Fault(f"entry {entry.index}: {who} has no key")
        message = th(tag, self.plan.run, self.freeze, who, *parts)
        holds = verify_ed25519(self.keys[who], message, bytes.fromhex(entry.body["sig"]))
        require(holds, f"entry {entry.index}: the signature of {who} does not hold")


def read_contributors(plan: Plan, reader: EntryReader) -> Dict[str, bytes]:
    """The signing key of each contributor (section 6); all keys differ, all are of the plan."""
    keys: Dict[str, bytes] = {}
    used: Dict[str, str] = {}
    for entry in reader.all("contributor"):
        who = entry.body["id"]
        require(who in plan.contributors, f"entry {entry.index}: {who} is not in the plan")
        require(who not in keys, f"entry {entry.index}: {who} stands twice")
        for key in (entry.body["key"], entry.body["box"]):
            require(
                key not in used, f"entry {entry.index}: {who} and {used.get(key)} have the same key"
            )
            used[key] = who
        keys[who] = bytes.fromhex(entry.body["key"])
    return keys


def read_commits(ceremony: Ceremony) -> None:
    """Every commit: points, boxes and signature; the last one of each id counts (section 8)."""
    plan, seen = ceremony.plan, set()
    for entry in ceremony.reader.all("commit"):
        body, who = entry.body, entry.body["id"]
        ceremony.number_of(who, entry)
        others = [other for other in plan.contributors if other != who]
        require(
            len(body["a"]) == plan.threshold, f"entry {entry.index}: not {plan.threshold} points"
        )
        require(
            sorted(body["boxes"]) == others, f"entry {entry.index}: not a box for every other one"
        )
        require(body["c"] not in seen, f"entry {entry.index}: a commitment stands twice")
        seen.add(body["c"])
        points = [decode_ristretto(bytes.fromhex(point)) for point in body["a"]]
        good = tuple(point for point in points if point is not None)
        require(
            len(good) == len(points), f"entry {entry.index}: a point is not one of ristretto255"
        )
        parts = [body["c"], *body["a"], *(body["boxes"][other] for other in others)]
        ceremony.signed(entry, "xadm/v1/sign/commit", *map(bytes.fromhex, parts))
        ceremony.commits[who] = Commitment(bytes.fromhex(body["c"]), good)


def read_shares(ceremony: Ceremony) -> Dict[Tuple[str, str, bytes], int]:
    """What each said last of each commitment: by (said by, dealt by, commitment), 1 or 0."""
    said: Dict[Tuple[str, str, bytes], int] = {}
    for entry in ceremony.reader.all("share"):
        body = entry.body
        ceremony.number_of(body["from"], entry)
        require(
            body["from"] != body["id"], f"entry {entry.index}: {body['id']} speaks of its own share"
        )
        commitment = bytes.fromhex(body["c"])
        ceremony.signed(entry, "xadm/v1/sign/share", body["from"], commitment, str(body["ok"]))
        said[(body["id"], body["from"], commitment)] = body["ok"]
    return said


def missing_word(ceremony: Ceremony, said: Dict[Tuple[str, str, bytes], int]) -> Optional[str]:
    """Who has not said 1 of whose last commitment, in words; None if all have."""
    for receiver in ceremony.plan.contributors:
        for dealer, commitment in ceremony.commits.items():
            word = said.get((receiver, dealer, commitment.c))
            if receiver != dealer and word != 1:
                has = "has said nothing of" if word is None else "has refused"
                return f"{receiver} {has} the share that it got from {dealer}"
    return None


def commit_set(freeze: bytes, commits: Dict[str, bytes]) -> bytes:
    """cset of section 8."""
    parts: List[Part] = []
    for who in sorted(commits):
        parts += (who, commits[who])
    return th("xadm/v1/commitset", freeze, *parts)


def seed_of(
    run: str, freeze: bytes, cset: bytes, dice: str, beacon: bytes, secrets: Dict[str, bytes]
) -> bytes:
    """seed of section 11."""
    ordered = [secrets[who] for who in sorted(secrets)]
    return th("xadm/v1/seed", run, freeze, cset, dice, beacon, *ordered)


def share_is_valid(share: int, points: Sequence[Point], number: int) -> bool:
    """share·G = Σ a_k · number^k (section 8, after Feldman 1987)."""
    powers = [(pow(number, k, ORDER), point) for k, point in enumerate(points)]
    return same_ristretto(combine([(share, BASE)]), combine(powers))


def interpolate(shares: Dict[int, int]) -> int:
    """The polynomial's value at 0 from shares by number (section 10)."""
    total = 0
    for j, share in shares.items():
        factor = share
        for m in shares:
            if m != j:
                factor = factor * m * pow(m - j, ORDER - 2, ORDER) % ORDER
        total = (total + factor) % ORDER
    return total


def _check_secret(ceremony: Ceremony, entry: Entry) -> bytes:
    """The entry's r gives C_i, and r·G is a_0 (section 10)."""
    who, secret = entry.body["id"], bytes.fromhex(entry.body["r"])
    ceremony.number_of(who, entry)
    require(who not in ceremony.secrets, f"entry {entry.index}: the secret of {who} stands twice")
    commitment = ceremony.commits.get(who)
    if commitment is None:
        raise Fault(f"entry {entry.index}: {who} has not committed")
    scalar = decode_scalar(secret)
    if scalar is None:
        raise Fault(f"entry {entry.index}: r of {who} is not below the order")
    c = th("xadm/v1/commit", ceremony.plan.run, ceremony.freeze, who, secret)
    require(c == commitment.c, f"entry {entry.index}: r of {who} does not give its commitment")
    fits = same_ristretto(combine([(scalar, BASE)]), commitment.points[0])
    require(fits, f"entry {entry.index}: r of {who} does not give its first point")
    return secret


def read_secrets(ceremony: Ceremony) -> int:
    """Every reveal, opened share and recover, in their order; gives the number recovered."""
    opened: Dict[str, Dict[int, int]] = {}
    recovered = 0
    for entry in ceremony.reader.kept:
        if entry.t == "reveal":
            ceremony.signed(entry, "xadm/v1/sign/reveal", bytes.fromhex(entry.body["r"]))
            ceremony.secrets[entry.body["id"]] = _check_secret(ceremony, entry)
        elif entry.t == "opened-share":
            _open_share(ceremony, entry, opened.setdefault(entry.body["of"], {}))
        elif entry.t == "recover":
            secret = _check_secret(ceremony, entry)
            _check_recovered(ceremony, entry, opened.get(entry.body["id"], {}))
            ceremony.secrets[entry.body["id"]] = secret
            recovered += 1
    return recovered


def _open_share(ceremony: Ceremony, entry: Entry, opened: Dict[int, int]) -> None:
    body = entry.body
    number = ceremony.number_of(body["id"], entry)
    ceremony.number_of(body["of"], entry)
    require(body["id"] != body["of"], f"entry {entry.index}: {body['id']} opens a share of its own")
    share = bytes.fromhex(body["share"])
    ceremony.signed(entry, "xadm/v1/sign/opened-share", body["of"], share)
    scalar, commitment = decode_scalar(share), ceremony.commits.get(body["of"])
    if scalar is None or commitment is None:
        return
    if share_is_valid(scalar, commitment.points, number):
        opened[number] = scalar


def _check_recovered(ceremony: Ceremony, entry: Entry, opened: Dict[int, int]) -> None:
    who, threshold = entry.body["id"], ceremony.plan.threshold
    require(
        len(opened) >= threshold,
        f"entry {entry.index}: {len(opened)} valid opened shares of {who} before it",
    )
    chosen = {number: opened[number] for number in sorted(opened)[:threshold]}
    r = interpolate(chosen).to_bytes(32, "little")
    require(
        r.hex() == entry.body["r"],
        f"entry {entry.index}: the opened shares give another secret of {who}",
    )
