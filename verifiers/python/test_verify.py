"""Tests of the verifier: published vectors, honest runs, and runs that were tampered with.

python3 -m unittest -v          (in this folder; needs Node 24 as `node` for the samples)
"""

from __future__ import annotations

import base64
import contextlib
import functools
import hashlib
import http.server
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from typing import Any, Callable, Dict, List, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import verify  # noqa: E402
from runcheck import beacon, bls, ceremony, curves, encoding, log, merkle, notes  # noqa: E402
from runcheck import outcome, receipt, rows  # noqa: E402
from runcheck.entries import EntryReader, Order  # noqa: E402
from runcheck.plan import parse_plan  # noqa: E402
from runcheck.report import Report  # noqa: E402
from runcheck.run import verify_run  # noqa: E402
from runcheck.source import Folder  # noqa: E402

CORE = os.path.join(HERE, "..", "..", "packages", "core")
SAMPLE = os.path.join(CORE, "verify", "testing", "write-sample.ts")
CHILDREN = 12

# The same signatures are met again and again in copies of one run.
remembered = functools.lru_cache(maxsize=None)(curves.verify_ed25519)
notes.verify_ed25519 = ceremony.verify_ed25519 = remembered


def vectors() -> Dict[str, Any]:
    with open(os.path.join(CORE, "draw", "vectors.json"), encoding="utf-8") as file:
        return json.load(file)


class VectorsOfTheSpecification(unittest.TestCase):
    """packages/core/draw/vectors.json."""

    vectors = vectors()

    def test_encoding(self) -> None:
        for case in self.vectors["encode"]:
            self.assertEqual(encoding.enc(case["tag"], case["parts"]).hex(), case["hex"])

    def test_rules_are_not_normalised(self) -> None:
        rules = self.vectors["rules"]
        found = encoding.th("xadm/v1/rules", rules["source"].encode("utf-8")).hex()
        self.assertEqual(found, rules["hash"])

    def test_rows_roll_and_freeze(self) -> None:
        run, roll = self.vectors["run"], {}
        for row in self.vectors["rows"]:
            found = rows.row_hash(run, row["pid"], bytes.fromhex(row["secret"]), row["fields"])
            self.assertEqual(found.hex(), row["row"])
            roll[row["pid"]] = found
        roll = dict(sorted(roll.items()))
        root = outcome.roll_root(roll)
        self.assertEqual(root.hex(), self.vectors["rollRoot"])
        rules = bytes.fromhex(self.vectors["rules"]["hash"])
        freeze = outcome.freeze_hash(run, rules, len(roll), root)
        self.assertEqual(freeze.hex(), self.vectors["freeze"])

    def test_draws(self) -> None:
        run, freeze = self.vectors["run"], bytes.fromhex(self.vectors["freeze"])
        for draw in self.vectors["draws"]:
            secrets = {part["id"]: bytes.fromhex(part["secret"]) for part in draw["contributions"]}
            commits = {
                who: encoding.th("xadm/v1/commit", run, freeze, who, secrets[who])
                for who in secrets
            }
            for part in draw["contributions"]:
                self.assertEqual(commits[part["id"]].hex(), part["commitment"])
            cset = ceremony.commit_set(freeze, commits)
            self.assertEqual(cset.hex(), draw["commitSet"])
            beacon_bytes = bytes.fromhex(draw["beacon"])
            seed = ceremony.seed_of(run, freeze, cset, draw["dice"], beacon_bytes, secrets)
            self.assertEqual(seed.hex(), draw["seed"])
            for lot in draw["lots"]:
                holders = {lot["pid"]: lot["group"]} if lot["group"] else {}
                drawn = dict(
                    outcome.draw_lots(seed, run, [lot["draw"]], {lot["pid"]: b""}, holders)
                )
                self.assertEqual(drawn[lot["draw"]][lot["pid"]].hex(), lot["lot"])

    def test_whole_ceremony(self) -> None:
        value = self.vectors["ceremony"]
        plan = parse_plan(value["plan"].encode("utf-8"))
        reader = EntryReader(plan.run, {bytes.fromhex(row["row"]) for row in self.vectors["rows"]})
        for index, entry in enumerate(value["entries"]):
            reader.take(index, entry.encode("utf-8"))
        self.assertEqual(
            (reader.form_faults, reader.order_faults, reader.unlogged), ([], [], set())
        )
        leaves = [merkle.leaf_hash(entry.encode("utf-8")) for entry in value["entries"]]
        self.assertEqual(merkle.tree_root(leaves).hex(), value["logRoot"])
        seed = self._seed(plan, reader)
        first = {entry.t: entry.body for entry in reversed(reader.kept)}
        self.assertEqual(seed.hex(), first["seed"]["seed"])
        pids = sorted(row["pid"] for row in self.vectors["rows"])
        roll = {pid: b"" for pid in pids}
        self.assertEqual(outcome.audit_sample(seed, plan.run, roll, plan.audit), value["audit"])
        for name in ("placements", "cutoffs"):
            found = encoding.th(f"xadm/v1/{name}", value["outcome"][name]).hex()
            self.assertEqual(found, first["outcome"][name])

    def _seed(self, plan: Any, reader: EntryReader) -> bytes:
        keys = ceremony.read_contributors(plan, reader)
        made = ceremony.Ceremony(plan, reader, bytes.fromhex(self.vectors["freeze"]), keys)
        ceremony.read_commits(made)
        said = ceremony.read_shares(made)
        self.assertIsNone(ceremony.missing_word(made, said))
        self.assertEqual(ceremony.read_secrets(made), 1)
        cset = ceremony.commit_set(made.freeze, {who: done.c for who, done in made.commits.items()})
        drand = bytes.fromhex(next(e.body["sig"] for e in reader.kept if e.t == "beacon"))
        dice = next(e.body["dice"] for e in reader.kept if e.t == "dice")
        secrets = made.secrets
        return ceremony.seed_of(
            plan.run, made.freeze, cset, dice, hashlib.sha256(drand).digest(), secrets
        )


class Curves(unittest.TestCase):
    """RFC 8032, RFC 9496, RFC 9380 and drand."""

    # RFC 8032, 7.1: tests 1 to 3.
    ED25519 = (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    )

    def test_ed25519(self) -> None:
        for key, message, signature in self.ED25519:
            parts = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
            self.assertTrue(curves.verify_ed25519(*parts))
            self.assertFalse(curves.verify_ed25519(parts[0], parts[1] + b"x", parts[2]))

    def test_ed25519_refusals(self) -> None:
        key, message, signature = (bytes.fromhex(part) for part in self.ED25519[1])
        s = int.from_bytes(signature[32:], "little") + curves.ORDER
        self.assertFalse(
            curves.verify_ed25519(key, message, signature[:32] + s.to_bytes(32, "little"))
        )
        self.assertFalse(curves.verify_ed25519(key, message, signature + b"\x00"))
        self.assertFalse(curves.verify_ed25519(b"\x01" + bytes(31), message, b"\x01" + bytes(63)))
        for y in (curves.P, curves.P + 1, 1 | 1 << 255):
            self.assertIsNone(curves.decode_ed25519(y.to_bytes(32, "little")))

    def test_ed25519_with_cofactor(self) -> None:
        """A key with a part of small order, which only the cofactored equation accepts."""
        torsion = curves.decode_ed25519(bytes(32))
        assert torsion is not None
        secret, nonce = 12345, 67890
        mixed = curves.add(curves.combine([(secret, curves.BASE)]), torsion)
        key, r = _encoded(mixed), _encoded(curves.combine([(nonce, curves.BASE)]))
        plain = 0
        for number in range(8):
            message = b"%d" % number
            k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % curves.ORDER
            s = (nonce + k * secret) % curves.ORDER
            self.assertTrue(curves.verify_ed25519(key, message, r + s.to_bytes(32, "little")))
            plain += k % 4 == 0
        self.assertLess(plain, 8)

    # RFC 9496, A.1: multiples of the generator.
    RISTRETTO = (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
        "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
        "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
        "da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
    )

    def test_ristretto_multiples(self) -> None:
        for scalar, text in enumerate(self.RISTRETTO):
            point = curves.combine([(scalar, curves.BASE)])
            self.assertEqual(curves.encode_ristretto(point).hex(), text)
            decoded = curves.decode_ristretto(bytes.fromhex(text))
            assert decoded is not None
            self.assertTrue(curves.same_ristretto(point, decoded))
            self.assertFalse(curves.same_ristretto(curves.add(point, curves.BASE), decoded))

    # RFC 9496, A.2: one of each kind of bytes that are no point.
    NO_POINTS = (
        "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
        "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
        "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad87",
        "3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )

    def test_no_ristretto_points(self) -> None:
        for text in self.NO_POINTS:
            self.assertIsNone(curves.decode_ristretto(bytes.fromhex(text)), text)

    def test_expand_message(self) -> None:
        """RFC 9380, K.1."""
        found = bls.expand_message(b"", b"QUUX-V01-CS02-with-expander-SHA256-128", 32)
        expected = "68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235"
        self.assertEqual(found.hex(), expected)

    def test_beacon(self) -> None:
        """drand's quicknet, round 1000."""
        entries = vectors()["ceremony"]["entries"]
        signature = bytes.fromhex(json.loads(next(e for e in entries if '"beacon"' in e))["sig"])
        self.assertTrue(beacon.signature_holds(1000, signature))
        self.assertFalse(beacon.signature_holds(1001, signature))
        self.assertFalse(beacon.signature_holds(1000, bytes(48)))


def _encoded(point: Tuple[int, int, int, int]) -> bytes:
    inverse = pow(point[2], curves.P - 2, curves.P)
    x, y = point[0] * inverse % curves.P, point[1] * inverse % curves.P
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Forms(unittest.TestCase):
    """Files and texts that are not as they must be."""

    def test_json_is_canonical_or_refused(self) -> None:
        self.assertEqual(encoding.parse_json(b'{"a":[1,"\xc3\xa9"]}', "it"), {"a": [1, "é"]})
        deep = b"[" * 100_000 + b"]" * 100_000
        for text in (b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"[1.0]", b"[1e3]", b"[-0]", b"[NaN]", b"[ 1]",
                     b'["\\u00e9"]', b'["\\ud800"]', b"[9007199254740992]", b"\xff", b"", deep):  # fmt: skip
            with self.assertRaises(encoding.Fault):
                encoding.parse_json(text, "it")

    def test_entries_hold_no_null(self) -> None:
        with self.assertRaises(encoding.Fault):
            encoding.parse_json(b'{"a":null}', "it", words=False)

    def test_base64(self) -> None:
        self.assertEqual(encoding.parse_base64("AAE="), b"\x00\x01")
        for text in ("AAE", "AAF=", "AAE=\n", "AA-_", "é"):
            with self.assertRaises(encoding.Fault):
                encoding.parse_base64(text)

    def test_tables(self) -> None:
        self.assertEqual(encoding.parse_csv(b"a,b\n1,\n", ["a", "b"], "it"), [("1", "")])
        for data in (b"", b"a,b", b"b,a\n", b"a,b\n1\n", b'a,b\n"1",2\n', b"a,b\r\n", b"\xff\n"):
            with self.assertRaises(encoding.Fault):
                encoding.parse_csv(data, ["a", "b"], "it")

    def test_tile_paths(self) -> None:
        self.assertEqual(log.tile_path("0", 1234067, 256), "log/tile/0/x001/x234/067")
        self.assertEqual(log.tile_path("entries", 0, 7), "log/tile/entries/000.p/7")

    def test_roots_from_tiles(self) -> None:
        """The roots that tiles give, at many sizes, against the tree by its definition."""
        with tempfile.TemporaryDirectory() as root:
            entries = [b"%d" % number for number in range(70_000)]
            leaves = [merkle.leaf_hash(entry) for entry in entries]
            made = _write_log(root, entries, leaves)
            seen: List[bytes] = []
            self.assertEqual(made.read(lambda index, entry: seen.append(entry)), _root(leaves))
            self.assertEqual(seen, entries)
            for size in (0, 1, 255, 256, 257, 65535, 65536, 65537, 69_999):
                self.assertEqual(made.root_at(size), _root(leaves[:size]), size)

    def test_audit_paths(self) -> None:
        leaves = [merkle.leaf_hash(b"%d" % number) for number in range(21)]
        for size in range(1, 22):
            for index in range(size):
                path = _path(index, leaves[:size])
                root = merkle.root_from_path(index, size, leaves[index], path)
                self.assertEqual(root, _root(leaves[:size]))
                with self.assertRaises(ValueError):
                    merkle.root_from_path(index, size, leaves[index], path + [leaves[0]])

    def test_order(self) -> None:
        good = "open app contributor freeze commit share cset dice opened-share recover beacon seed outcome announce"
        order = Order()
        for t in good.split() + ["void", "app", "void"]:
            order.admit(t)
        for bad in ("app", "open open", "open freeze", "open contributor freeze cset", "open void contributor",
                    "open contributor freeze contributor", "open contributor freeze commit cset dice seed reveal",
                    "open contributor freeze commit cset commit", "open announce"):  # fmt: skip
            with self.assertRaises(encoding.Fault, msg=bad):
                order = Order()
                for t in bad.split():
                    order.admit(t)

    def test_counts(self) -> None:
        outcome.check_counts({"A": 5, "other": 6}, 11)
        outcome.check_counts({"other": 2}, 2)
        for counts, total in (
            ({"A": 4, "other": 6}, 10),
            ({"A": 6, "other": 4}, 10),
            ({"A": 4}, 4),
            ({"A": 6}, 7),
        ):
            with self.assertRaises(encoding.Fault):
                outcome.check_counts(counts, total)


def _root(leaves: List[bytes]) -> bytes:
    """RFC 6962, 2.1, as it stands there."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(_root(leaves[:half]), _root(leaves[half:]))


def _path(index: int, leaves: List[bytes]) -> List[bytes]:
    """RFC 6962, 2.1.1, as it stands there."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return _path(index, leaves[:half]) + [_root(leaves[half:])]
    return _path(index - half, leaves[half:]) + [_root(leaves[:half])]


def _write_log(root: str, entries: List[bytes], leaves: List[bytes]) -> log.Log:
    """Tiles and bundles of these entries."""

    def put(path: str, data: bytes) -> None:
        place = os.path.join(root, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(data)

    for number in range(0, len(entries), 256):
        chunk = entries[number : number + 256]
        data = b"".join(encoding.u16be(len(entry)) + entry for entry in chunk)
        put(log.tile_path("entries", number // 256, len(chunk)), data)
    level, hashes = 0, leaves
    while hashes:
        for number in range(0, len(hashes), 256):
            chunk = hashes[number : number + 256]
            put(log.tile_path(str(level), number // 256, len(chunk)), b"".join(chunk))
        whole = len(hashes) // 256 * 256
        hashes = [_root(hashes[at : at + 256]) for at in range(0, whole, 256)]
        level += 1
    return log.Log(Folder(root), len(entries))


def write_sample(place: str, seed: str) -> None:
    """An honest run, written by the product."""
    node = shutil.which("node")
    if node is None:
        raise AssertionError("these tests need Node 24 as `node` on the path, to write sample runs")
    command = [node, SAMPLE, place, "--seed", seed, "--children", str(CHILDREN), "--rows"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"the sample could not be written: {done.stderr[-2000:]}")


class Runs(unittest.TestCase):
    """One honest run, and what becomes of it under many hands."""

    temporary: "tempfile.TemporaryDirectory[str]"
    honest: str
    trust: str

    @classmethod
    def setUpClass(cls) -> None:
        cls.temporary = tempfile.TemporaryDirectory()
        cls.honest = os.path.join(cls.temporary.name, "run")
        write_sample(cls.honest, "tests")
        with open(os.path.join(cls.honest, "trust.json"), "rb") as file:
            cls.trust = encoding.th("xadm/v1/trust", file.read()).hex()

    @classmethod
    def tearDownClass(cls) -> None:
        cls.temporary.cleanup()

    def copy(self) -> str:
        place = os.path.join(tempfile.mkdtemp(dir=self.temporary.name), "run")
        shutil.copytree(self.honest, place)
        return place

    def change(self, path: str, edit: Callable[[bytes], bytes], relist: bool = True) -> Report:
        """The report on a copy with one file changed, the manifest made to fit."""
        place = self.copy()
        target = os.path.join(place, path)
        with open(target, "rb") as file:
            data = file.read()
        edited = edit(data)
        self.assertNotEqual(edited, data, "the edit changed nothing")
        with open(target, "wb") as file:
            file.write(edited)
        if relist:
            relist_files(place)
        return verify_run(place, self.trust)

    def assert_failed(self, report: Report, *names: str) -> None:
        failed = [check.id for check in report.checks if check.state == "fails"]
        words = [f"{check.id}: {check.words}" for check in report.checks if check.state == "fails"]
        self.assertEqual(sorted(failed), sorted(names), words)
        self.assertTrue(all(check.words for check in report.checks if check.state == "fails"))

    def test_honest(self) -> None:
        report = verify_run(self.honest, self.trust, f"{self.honest}.rows")
        self.assertEqual([(c.id, c.words) for c in report.checks if c.state == "fails"], [])
        self.assertEqual([c.id for c in report.checks if c.state == "absent"], ["problem"])
        self.assertEqual([key for key, value in report.values.items() if value is None], [])
        self.assertEqual(report.warnings, [])

    def test_values_of_section_17(self) -> None:
        """The two hashes that stand in no entry, from the published files alone."""
        values = verify_run(self.honest, self.trust).values
        audit = self.read("audit.csv").decode().splitlines()[1:]
        self.assertEqual(values["audit"], encoding.th("xadm/v1/audit-list", "\n".join(audit)).hex())
        holders = dict(
            line.split(",") for line in self.read("holders.csv").decode().splitlines()[1:]
        )
        seed, lines = bytes.fromhex(values["seed"]), []
        for line in self.read("roll.csv").decode().splitlines()[1:]:
            pid = line.split(",")[0]
            holder = bytes.fromhex(holders.get(pid, pid))
            lot = encoding.mac(seed, "xadm/v1/lot", values["run"], "*", holder)
            lines.append(f"* {pid} {lot.hex()}")
        self.assertEqual(values["lots"], encoding.th("xadm/v1/lots", "\n".join(lines)).hex())

    def read(self, path: str) -> bytes:
        with open(os.path.join(self.honest, path), "rb") as file:
            return file.read()

    def test_other_keys_than_given(self) -> None:
        self.assert_failed(verify_run(self.honest, "0" * 64), "trust")

    def test_without_trust_it_warns(self) -> None:
        self.assertIn("--trust", verify_run(self.honest).warnings[0])

    def test_damaged_download(self) -> None:
        def edit(data: bytes) -> bytes:
            return data + b"# more\n"

        self.assert_failed(self.change("policy.yaml", edit, relist=False), "files", "policy")

    def test_other_policy(self) -> None:
        self.assert_failed(self.change("policy.yaml", lambda data: data + b"# more\n"), "policy")

    def test_plan_with_more_seats(self) -> None:
        def edit(data: bytes) -> bytes:
            plan = json.loads(data)
            plan["schools"][min(plan["schools"])] += 1
            return encoding.canonical(plan) + b"\n"

        self.assert_failed(self.change("plan.json", edit), "plan")

    def test_seat_exchanged(self) -> None:
        """Two children exchange their seats: nothing but the hash can tell."""

        def edit(data: bytes) -> bytes:
            lines = data.decode().splitlines()
            pairs = [line.split(",") for line in lines[1:]]
            one = pairs[0]
            other = next(pair for pair in pairs if pair[1] != one[1])
            one[1], other[1] = other[1], one[1]
            return ("\n".join([lines[0], *(",".join(pair) for pair in pairs)]) + "\n").encode()

        self.assert_failed(self.change("placements.csv", edit), "placements")

    def test_late_row(self) -> None:
        def edit(data: bytes) -> bytes:
            lines = data.decode().splitlines()
            return ("\n".join([*lines[:-1], lines[-1][:33] + "0" * 64]) + "\n").encode()

        self.assert_failed(self.change("roll.csv", edit), "roll")

    def test_children_out_of_order(self) -> None:
        def edit(data: bytes) -> bytes:
            lines = data.splitlines(keepends=True)
            return b"".join([lines[0], lines[2], lines[1], *lines[3:]])

        self.assert_failed(self.change("roll.csv", edit), "roll")

    def test_other_family(self) -> None:
        def edit(data: bytes) -> bytes:
            lines = data.decode().splitlines()
            return (
                "\n".join([lines[0]] + [line[:33] + "f" * 32 for line in lines[1:]]) + "\n"
            ).encode()

        self.assert_failed(self.change("holders.csv", edit), "holders")

    def test_audit_left_out(self) -> None:
        def edit(data: bytes) -> bytes:
            return b"".join(data.splitlines(keepends=True)[:-1])

        self.assert_failed(self.change("audit.csv", edit), "audit")

    def test_file_missing_that_must_be_there(self) -> None:
        place = self.copy()
        os.remove(os.path.join(place, "cutoffs.csv"))
        relist_files(place)
        self.assert_failed(verify_run(place, self.trust), "cutoffs")

    def test_tile_changed(self) -> None:
        tile = next(p for p in paths(self.honest) if p.startswith("log/tile/0/"))
        report = self.change(tile, lambda data: bytes(32) + data[32:])
        self.assert_failed(report, "log-tiles")

    def test_history_rewritten(self) -> None:
        """Entries and tiles are made to fit; the signed root is not theirs."""
        place = self.copy()
        reseal(place, lambda e: e.update(by=["a", "b"]) if e["t"] == "freeze" else None)
        report = verify_run(place, self.trust)
        self.assertIn("log-root", [check.id for check in report.checks if check.state == "fails"])

    def rewritten(self, edit: Callable[[Dict[str, Any]], Any]) -> Dict[str, str]:
        """States of the checks of entries after such a rewriting, the log's own aside."""
        place = self.copy()
        reseal(place, edit)
        report = verify_run(place, self.trust)
        return {check.id: check.state for check in report.checks}

    def test_each_entry_tells(self) -> None:
        """Every kind of lie in an entry fails in its own check, whoever signs the log."""

        def put(t: str, key: str, value: Any) -> Callable[[Dict[str, Any]], Any]:
            return lambda entry: entry.update({key: value}) if entry["t"] == t else None

        zero = "0" * 64
        cases: List[Tuple[str, Callable[[Dict[str, Any]], Any]]] = [
            ("plan", put("open", "plan", zero)),
            ("trust", put("open", "trust", zero)),
            ("policy", put("open", "rules", zero)),
            ("build", put("outcome", "build", zero)),
            ("roll", put("freeze", "roll", zero)),
            ("freeze", put("freeze", "freeze", zero)),
            ("freeze", put("freeze", "counts", {"other": 1})),
            ("holders", put("freeze", "holders", zero)),
            ("contributors", put("contributor", "key", zero)),
            ("commits", put("commit", "sig", zero * 2)),
            ("shares", put("share", "ok", 0)),
            ("cset", put("cset", "cset", zero)),
            ("cset", put("cset", "ids", ["notary"])),
            ("dice", put("dice", "dice", "1234567890")),
            ("seed", put("dice", "dice", "1234567890" * 4)),
            ("reveals", put("reveal", "r", zero)),
            ("seed", put("seed", "seed", zero)),
            ("outcome", put("outcome", "placed", 0)),
            ("entries", put("dice", "extra", 1)),
            ("entries", put("dice", "t", "unknown")),
            ("entries", put("dice", "readers", ["one", "one"])),
        ]
        for name, edit in cases:
            with self.subTest(name):
                self.assertEqual(self.rewritten(edit)[name], "fails")

    def test_lost_moment(self) -> None:
        place = self.copy()
        moments = os.path.join(place, "log", "moments")
        os.remove(os.path.join(moments, sorted(os.listdir(moments))[0]))
        relist_files(place)
        self.assert_failed(verify_run(place, self.trust), "moments")

    def test_moment_cosigned_too_late(self) -> None:
        """The newest checkpoint stands for the freeze: it has a quorum, but came after the dice."""
        newest = self.read("log/checkpoint")
        names = sorted(os.listdir(os.path.join(self.honest, "log", "moments")), key=int)
        report = self.change(f"log/moments/{names[1]}", lambda data: newest)
        self.assert_failed(report, "moments")

    def test_quorum_lost(self) -> None:
        def edit(data: bytes) -> bytes:
            return b"".join(data.splitlines(keepends=True)[:-2])

        self.assert_failed(self.change("log/checkpoint", edit), "log-quorum")

    def test_known_signature_that_does_not_hold(self) -> None:
        def edit(data: bytes) -> bytes:
            lines = data.splitlines(keepends=True)
            name, blob = lines[-1].split(b" ")[1:]
            raw = bytearray(encoding.parse_base64(blob.decode().strip()))
            raw[-1] ^= 1
            return (
                b"".join(lines[:-1])
                + b"\xe2\x80\x94 "
                + name
                + b" "
                + base64.b64encode(raw)
                + b"\n"
            )

        self.assert_failed(self.change("log/checkpoint", edit), "log-quorum")

    def test_any_file_spoilt(self) -> None:
        """No file, however spoilt, does anything but fail a check in words."""
        spoils: List[Callable[[bytes], bytes]] = [
            lambda data: b"",
            lambda data: b"\xff\x00" * 40,
            lambda data: data[: len(data) // 2],
            lambda data: b"[" * 50_000,
        ]
        for path in paths(self.honest):
            for number, spoil in enumerate(spoils):
                with self.subTest(path=path, spoil=number):
                    report = self.change(path, spoil, relist=path != "manifest.json")
                    failed = [check for check in report.checks if check.state == "fails"]
                    self.assertTrue(failed)
                    self.assertFalse([c.words for c in failed if "could not be checked" in c.words])

    def test_room(self) -> None:
        """A row changed, or a child helped, in the supervised room."""
        room = os.path.join(self.temporary.name, "room")
        for name, old, new, check in (
            ("rows.jsonl", b'"redistribution","yes"', b'"redistribution","no"', "rows"),
            ("problem.json", b'"deferred-acceptance"', b'"immediate-acceptance"', "allocation"),
            ("problem.json", b'"lots":{}', b'"lots":[]', "allocation"),
        ):
            shutil.rmtree(room, ignore_errors=True)
            shutil.copytree(f"{self.honest}.rows", room)
            with open(os.path.join(room, name), "rb") as file:
                data = file.read()
            self.assertIn(old, data)
            with open(os.path.join(room, name), "wb") as file:
                file.write(data.replace(old, new, 1))
            report = verify_run(self.honest, self.trust, room)
            self.assert_failed(report, check)

    def test_receipt(self) -> None:
        """A receipt made from the room's first row and the published log."""
        path = os.path.join(self.temporary.name, "receipt.json")
        made = make_receipt(self.honest, f"{self.honest}.rows")
        for edit, failed in (
            (lambda value: None, []),
            (lambda value: value["fields"][2].__setitem__(1, "Z"), ["proof", "on-roll"]),
            (
                lambda value: value.update(proof=value["proof"].replace("index ", "index 1", 1)),
                ["proof"],
            ),
            (lambda value: value.update(proof="nothing"), ["receipt"]),
        ):
            value = json.loads(json.dumps(made))
            edit(value)
            with open(path, "wb") as file:
                file.write(encoding.canonical(value))
            code, out = call(["--receipt", path, self.honest, "--trust", self.trust, "--json"])
            found = [
                check["id"] for check in json.loads(out)["checks"] if check["state"] == "fails"
            ]
            self.assertEqual((code, found), (1 if failed else 0, failed))

    def test_exit_codes(self) -> None:
        self.assertEqual(call([self.honest, "--trust", self.trust])[0], 0)
        self.assertEqual(call([self.honest, "--trust", "0" * 64])[0], 1)
        self.assertEqual(call([os.path.join(self.honest, "nothing")])[0], 2)
        self.assertEqual(call(["http://127.0.0.1:9/"])[0], 2)
        for arguments in ([], [self.honest, "--trust", "x"], [self.honest, "--rows", "nowhere"]):
            with self.assertRaises(SystemExit) as raised:
                call(arguments)
            self.assertEqual(raised.exception.code, 2)

    def test_from_an_address(self) -> None:
        """The same under an address as on a disk."""
        handler = functools.partial(Quiet, directory=self.honest)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_address[1]}"
            code, out = call([address, "--trust", self.trust, "--json"])
            server.shutdown()
        self.assertEqual(code, 0)
        self.assertEqual(json.loads(out)["values"], verify_run(self.honest, self.trust).values)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def call(arguments: List[str]) -> Tuple[int, str]:
    """Exit code and output of verify.py."""

    class Output(io.StringIO):
        def reconfigure(self, **_: Any) -> None:
            pass

    out = Output()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        return verify.main(arguments), out.getvalue()


def paths(root: str) -> List[str]:
    found = []
    for place, _, names in os.walk(root):
        for name in names:
            found.append(os.path.relpath(os.path.join(place, name), root).replace(os.sep, "/"))
    return sorted(found)


def relist_files(root: str) -> None:
    """The manifest anew, as somebody who lies would make it."""
    manifest = os.path.join(root, "manifest.json")
    with open(manifest, "rb") as file:
        run = json.loads(file.read())["run"]
    files = []
    for path in paths(root):
        if path != "manifest.json":
            with open(os.path.join(root, path), "rb") as file:
                data = file.read()
            files.append(
                {"bytes": len(data), "path": path, "sha256": hashlib.sha256(data).hexdigest()}
            )
    with open(manifest, "wb") as file:
        file.write(encoding.canonical({"files": files, "run": run, "v": 1}) + b"\n")


def read_log(root: str) -> Tuple[log.Log, List[bytes]]:
    folder = Folder(root)
    checkpoint = notes.parse_checkpoint(folder.read("log/checkpoint"), "log/checkpoint")
    made = log.Log(folder, checkpoint.size)
    entries = [entry for number in range((made.size + 255) // 256) for entry in made.bundle(number)]
    return made, entries


def reseal(root: str, edit: Callable[[Dict[str, Any]], Any]) -> None:
    """Change entries of the run, and make bundles, tiles and manifest fit."""
    _, entries = read_log(root)
    edited = []
    for entry in entries:
        value = json.loads(entry)
        edit(value)
        edited.append(encoding.canonical(value))
    if edited == entries:
        raise AssertionError("the edit changed no entry")
    _write_log(root, edited, [merkle.leaf_hash(entry) for entry in edited])
    relist_files(root)


def make_receipt(root: str, room: str) -> Dict[str, Any]:
    """The receipt of section 5.3 of the first child of the roll."""
    with open(os.path.join(room, "rows.jsonl"), "rb") as file:
        row = json.loads(file.readline())
    with open(os.path.join(root, "log", "checkpoint"), "rb") as file:
        checkpoint = file.read().decode("utf-8")
    with open(os.path.join(root, "plan.json"), "rb") as file:
        run = json.loads(file.read())["run"]
    opened = rows.row_hash(run, row["pid"], bytes.fromhex(row["secret"]), row["fields"])
    _, entries = read_log(root)
    index = entries.index(encoding.canonical({"c": opened.hex(), "run": run, "t": "app"}))
    path = _path(index, [merkle.leaf_hash(entry) for entry in entries])
    lines = [receipt.HEADER, f"index {index}", *(base64.b64encode(h).decode() for h in path)]
    return {**row, "proof": "\n".join(lines) + "\n\n" + checkpoint, "run": run, "v": 1}


if __name__ == "__main__":
    unittest.main()
