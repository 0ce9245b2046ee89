"""Writes vectors.json beside this file, from docs/specification.md and the standard library alone.

    python3 packages/core/draw/make-vectors.py

It shares no code with the product, so that agreement on the vectors means something.
"""

import hashlib
import hmac
import json
import pathlib
import unicodedata

import vector_curves as curves


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


def invented_scalar(name):
    """64 bytes modulo the order of ristretto255."""
    return int.from_bytes(invented(name + " 0", 32) + invented(name + " 1", 32), "little") % curves.Q


def scalar_bytes(scalar):
    return scalar.to_bytes(32, "little")


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
            ["version", str(number + 1)],
            ["status", "eligible"],
            ["category", ["A1", "D"][number % 2]],
            ["zone", "" if number == 3 else f"Z0{number}"],
            ["points", "" if number == 0 else str(63_600 + number)],
            ["fact.child.hukouSince", '"2018-09-01"'],
            ["choice.1", "minzhu"],
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
    secrets = [scalar_bytes(invented_scalar(f"contribution {name}")) for name in ids]
    commitments = [
        th("xadm/v1/commit", run, freeze, name, secret) for name, secret in zip(ids, secrets)
    ]
    pairs = [each for pair in zip(ids, commitments) for each in pair]
    cset = th("xadm/v1/commitset", freeze, *pairs)
    dice = "314159265358979323846264338327950288419"
    seed = th("xadm/v1/seed", run, freeze, cset, dice, beacon, *secrets)
    lots = []
    for code in ("*", "minzhu"):
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


# Round 1000 of drand's quicknet.
ROUND = 1000
ROUND_SIGNATURE = bytes.fromhex(
    "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
    "e342b73a8dd2bacbe47e4b6b63ed5e39"
)
DICE = "2718281828459045235360287471352662497757"


def canonical(value):
    """RFC 8785 for what stands in these files: ASCII keys, integers, texts without escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def keys_of(name):
    signing, opening = invented(f"signing {name}", 32), invented(f"opening {name}", 32)
    return {
        "id": name,
        "signing": signing,
        "opening": opening,
        "key": curves.ed25519_public(signing),
        "box": curves.x25519(opening, curves.U_BASE),
    }


def at(coefficients, number):
    return sum(each * number**power for power, each in enumerate(coefficients)) % curves.Q


def deal_of(run, freeze, dealer, circle, threshold):
    """Section 8. `random`: what the dealer drew, 64 bytes a scalar and then 32 a box."""
    name = dealer["id"]
    names = [f"coefficient {name} {power}" for power in range(threshold)]
    coefficients = [invented_scalar(each) for each in names]
    drawn = [invented(f"{each} {half}", 32) for each in names for half in (0, 1)]
    shares, boxes = {}, {}
    for number, receiver in enumerate(circle, 1):
        if receiver is dealer:
            continue
        to, share = receiver["id"], scalar_bytes(at(coefficients, number))
        secret = invented(f"ephemeral {name} {to}", 32)
        ephemeral = curves.x25519(secret, curves.U_BASE)
        place = (run, freeze, name, to, ephemeral)
        key = th("xadm/v1/box", *place, curves.x25519(secret, receiver["box"]))
        nonce = th("xadm/v1/box-nonce", *place)[:24]
        shares[to] = share
        boxes[to] = ephemeral + curves.xchacha20_poly1305(key, nonce, share)
        drawn.append(secret)
    return {
        "id": name,
        "r": scalar_bytes(coefficients[0]),
        "c": th("xadm/v1/commit", run, freeze, name, scalar_bytes(coefficients[0])),
        "a": [curves.ristretto(curves.times(each, curves.BASE)) for each in coefficients],
        "shares": shares,
        "boxes": boxes,
        "random": b"".join(drawn),
    }


def recovered(shares):
    """Section 10: shares by number, as many as the threshold."""
    total = 0
    for j, share in shares.items():
        term = int.from_bytes(share, "little")
        for m in shares:
            if m != j:
                term = term * m * pow(m - j, -1, curves.Q) % curves.Q
        total += term
    return scalar_bytes(total % curves.Q)


def shown(value):
    """Bytes as hex, at any depth."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    return [shown(each) for each in value] if isinstance(value, list) else value


def outcome_of(rows, lots):
    """Section 12: five children, all of them placed at one school."""
    pids = [each["pid"] for each in rows]
    last = max(lots, key=lambda each: each["lot"])["lot"]
    texts = {
        "placements": "\n".join(f"{pid} minzhu" for pid in pids),
        "cutoffs": f"main,minzhu,,5,-63600;1,{last}",
        "full": "\n".join(
            [f"{pid} minzhu main 1 -" for pid in pids] + [f"main minzhu - 5 -63600;1 {last}"]
        ),
    }
    tags = {"placements": "placements", "cutoffs": "cutoffs", "full": "outcome"}
    return texts, {name: th(f"xadm/v1/{tags[name]}", text) for name, text in texts.items()}


def ceremony(run, rules, rows, roll, freeze):
    """A whole run of three contributors, of whom one does not reveal; sections 6 to 13."""
    ids = ["notary", "parents", "platform"]
    plan = {
        "audit": 3,
        "beacon": ROUND,
        "contributors": ids,
        "draws": ["*"],
        "objectionHours": 48,
        "run": run,
        "schools": {"minzhu": 5},
        "steps": ["main"],
        "threshold": 2,
        "throws": 39,
        "v": 1,
    }
    plan_text = canonical(plan) + "\n"
    circle = [keys_of(name) for name in ids]
    deals = {each["id"]: deal_of(run, freeze, each, circle, plan["threshold"]) for each in circle}
    signing = {each["id"]: each["signing"] for each in circle}
    build, entries = invented("build", 32), []

    def log(t, **rest):
        entries.append(shown({"t": t, "run": run, **rest}))

    def signed(t, signer, *parts, **rest):
        message = th(f"xadm/v1/sign/{t}", run, freeze, signer, *parts)
        log(t, id=signer, sig=curves.ed25519_sign(signing[signer], message), **rest)

    trust = invented("trust", 32)
    log("open", build=build, plan=th("xadm/v1/plan", plan_text), rules=rules, trust=trust)
    for each in circle:
        log("contributor", id=each["id"], key=each["key"], box=each["box"])
    for each in rows:
        log("app", c=each["row"])
    pids = [bytes.fromhex(each["pid"]) for each in rows]
    groups = {invented(f"pid {number}", 16): invented("group", 16) for number in (1, 2)}
    shared = sorted(f"{pid.hex()},{group.hex()}" for pid, group in groups.items())
    log(
        "freeze",
        by=["officer-1", "officer-2"],
        counts={"other": 5},
        freeze=freeze,
        holders=th("xadm/v1/holders", "\n".join(shared)),
        n=5,
        roll=roll,
    )
    for name, dealt in deals.items():
        c, a, boxes = dealt["c"], dealt["a"], dealt["boxes"]
        signed("commit", name, c, *a, *(boxes[to] for to in sorted(boxes)), c=c, a=a, boxes=boxes)
    for name in ids:
        for dealer in ids:
            if dealer != name:
                c = deals[dealer]["c"]
                signed("share", name, dealer, c, "1", **{"from": dealer, "c": c, "ok": 1})
    pairs = [each for name in ids for each in (name, deals[name]["c"])]
    cset = th("xadm/v1/commitset", freeze, *pairs)
    log("cset", cset=cset, ids=ids)
    log("dice", dice=DICE, readers=["officer-1", "notary-clerk"])
    for name in ("platform", "notary"):
        signed("reveal", name, deals[name]["r"], r=deals[name]["r"])
    opened = {}
    for name in ("notary", "platform"):
        share = opened[ids.index(name) + 1] = deals["parents"]["shares"][name]
        signed("opened-share", name, "parents", share, of="parents", share=share)
    assert recovered(opened) == deals["parents"]["r"]
    log("recover", id="parents", r=recovered(opened))
    log("beacon", round=ROUND, sig=ROUND_SIGNATURE)
    beacon = hashlib.sha256(ROUND_SIGNATURE).digest()
    secrets = [deals[name]["r"] for name in ids]
    seed = th("xadm/v1/seed", run, freeze, cset, DICE, beacon, *secrets)
    log("seed", seed=seed)
    lots = [
        {"pid": pid, "lot": mac(seed, "xadm/v1/lot", run, "*", groups.get(pid, pid))}
        for pid in pids
    ]
    audit = sorted(pids, key=lambda pid: mac(seed, "xadm/v1/audit", run, pid))[: plan["audit"]]
    texts, hashes = outcome_of(rows, shown(lots))
    log("outcome", build=build, placed=5, **hashes)
    log("announce")
    logged = [canonical(each) for each in entries]
    return {
        "plan": plan_text,
        "contributors": shown(circle),
        "deals": shown(list(deals.values())),
        "entries": logged,
        "logRoot": root([each.encode() for each in logged]).hex(),
        "lots": shown(lots),
        "audit": shown(audit),
        "outcome": texts,
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
        "ceremony": ceremony(run, rules, rows, roll, freeze),
    }
    target = pathlib.Path(__file__).with_name("vectors.json")
    target.write_text(json.dumps(vectors, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


main()
