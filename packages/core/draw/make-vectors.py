"""Writes vectors.json beside this file, from docs/specification.md and the standard library alone.

    python3 packages/core/draw/make-vectors.py

It shares no code with the product, so that agreement on the vectors means something.
"""

import hashlib
import hmac
import json
import pathlib
import unicodedata


def part(value):
    return value if isinstance(value, bytes) else unicodedata.normalize("NFC", value).encode()


def u16(number):
    return number.to_bytes(2, "big")


def u32(number):
    return number.to_bytes(4, "big")


def enc(tag, *parts):
    tag = part(tag)
    message = u16(len(tag)) + tag + u16(len(parts))
    for each in map(part, parts):
        message += u32(len(each)) + each
    return message


def th(tag, *parts):
    return hashlib.sha256(enc(tag, *parts)).digest()


def mac(key, tag, *parts):
    return hmac.new(key, enc(tag, *parts), hashlib.sha256).digest()


def root(leaves):
    """Merkle tree hash of RFC 6962, section 2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    middle = 1
    while middle * 2 < len(leaves):
        middle *= 2
    return hashlib.sha256(b"\x01" + root(leaves[:middle]) + root(leaves[middle:])).digest()


def invented(name, size):
    """Bytes that look random and are the same every time."""
    return hashlib.sha256(("vector " + name).encode()).digest()[:size]


def row_of(run, pid, secret, fields):
    commitments = []
    for k, (name, value) in enumerate(fields):
        salt = mac(secret, "xadm/v1/salt", run, pid, u16(k))
        commitments.append(th("xadm/v1/field", run, pid, u16(k), name, salt, value))
    return th("xadm/v1/row", run, pid, *commitments)


def encodings():
    cases = [
        ("t", []),
        ("t", ["", "\u00e9"]),
        ("t", ["", "e\u0301"]),
        ("xadm/v1/row", ["永康", "𬭊䶮㛃"]),
        ("t", ["x" * 300]),
    ]
    return [{"tag": tag, "parts": parts, "hex": enc(tag, *parts).hex()} for tag, parts in cases]


def rows_of(run):
    rows = []
    for number in range(5):
        fields = [
            ["category", ["A1", "D"][number % 2]],
            ["zone", "" if number == 3 else f"Z0{number}"],
            ["points", "" if number == 0 else str(63_600 + number)],
            ["fact.child.hukouSince", '"2018-09-01"'],
            ["choice.1", "民主小学"],
            ["choice.2", ""],
            ["redistribution", "yes"],
            ["lot-group", invented("group", 16).hex() if number in (1, 2) else ""],
        ]
        pid, secret = invented(f"pid {number}", 16), invented(f"secret {number}", 32)
        row = row_of(run, pid, secret, fields)
        rows.append({"pid": pid.hex(), "secret": secret.hex(), "fields": fields, "row": row.hex()})
    return sorted(rows, key=lambda each: each["pid"])


def draw(run, freeze, contributors, beacon):
    ids = sorted(contributors)
    secrets = [invented(f"contribution {name}", 32) for name in ids]
    commitments = [
        th("xadm/v1/commit", run, freeze, name, secret) for name, secret in zip(ids, secrets)
    ]
    pairs = [each for pair in zip(ids, commitments) for each in pair]
    cset = th("xadm/v1/commitset", freeze, *pairs)
    dice = "314159265358979323846264338327950288419"
    seed = th("xadm/v1/seed", run, freeze, cset, dice, beacon, *secrets)
    lots = []
    for code in ("*", "民主小学"):
        for number in range(3):
            pid = invented(f"pid {number}", 16)
            group = invented("group", 16) if number in (1, 2) else None
            lot = mac(seed, "xadm/v1/lot", run, code, group or pid)
            lots.append(
                {
                    "draw": code,
                    "pid": pid.hex(),
                    "group": group.hex() if group else None,
                    "lot": lot.hex(),
                }
            )
    return {
        "contributions": [
            {"id": name, "secret": secret.hex(), "commitment": commitment.hex()}
            for name, secret, commitment in zip(ids, secrets, commitments)
        ],
        "commitSet": cset.hex(),
        "dice": dice,
        "beacon": beacon.hex(),
        "seed": seed.hex(),
        "lots": lots,
    }


def main():
    run = "永康/2024/primary/1"
    source = "schema: yangguang-policy/1\r\n# 永康 e\u0301\n"
    rules = hashlib.sha256(enc("xadm/v1/rules", source.encode())).digest()
    rows = rows_of(run)
    roll = root([bytes.fromhex(each["pid"] + each["row"]) for each in rows])
    freeze = th("xadm/v1/freeze", run, rules, u32(len(rows)), roll)
    vectors = {
        "encode": encodings(),
        "rules": {"source": source, "hash": rules.hex()},
        "run": run,
        "rows": rows,
        "rollRoot": roll.hex(),
        "freeze": freeze.hex(),
        "draws": [
            draw(run, freeze, ["platform"], b""),
            # Code points: "公证处" (U+516C) < "￥" (U+FFE5) < "𬭊" (U+2CB4A); UTF-16 would differ.
            draw(run, freeze, ["𬭊", "￥", "platform", "公证处"], invented("beacon", 32)),
        ],
    }
    target = pathlib.Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


main()
