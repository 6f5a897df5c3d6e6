"""No parser of bytes from outside is forgotten: what decodes something is a target's, or says why not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from devices.link.messages import ClientMessage, HubMessage
from tests.fuzz.of_link import FROM_CLIENTS, FROM_HUBS
from tests.fuzz.targets import OWN, TARGETS

ROOT = Path(__file__).parents[2]
HOUSES = ("config", "devices", "kiosk", "caller", "display")
ENTRANCES = frozenset({"feed", "receive", "received", "decode"})
"""How methods are called that bytes come in by."""
DECODES = frozenset(
    {
        *("loads", "fromhex", "fromisoformat", "strptime", "unpack", "urlsplit", "parse_qsl", "frombuffer"),
        *(
            "imdecode",
            "b64decode",
            "from_bytes",
            "read_bytes",
            "read_text",
            "convert",
            "load_pem_x509_certificate",
        ),
        *("load_pem_private_key", "load_pem_x509_certificates"),
    }
)
"""Calls that make something of bytes or text."""
MODULES = frozenset({"wave", "csv"})
READERS = frozenset({"open", "reader", "DictReader"})


class _Finder(ast.NodeVisitor):
    """Whether a top-level function or class makes something of bytes."""

    def __init__(self) -> None:
        self.parses = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.parses |= node.name in ENTRANCES
        self.generic_visit(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.parses |= node.name in ENTRANCES
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Attribute):
            of = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            self.parses |= node.func.attr in DECODES
            self.parses |= of in MODULES and node.func.attr in READERS and "wb" not in ast.dump(node)
            # ``frame.decode()`` of our own bytes says no code page and is no parser.
            self.parses |= node.func.attr == "decode" and bool(node.args)
        elif isinstance(node.func, ast.Name):
            self.parses |= node.func.id in DECODES
        self.generic_visit(node)


def parsers() -> Iterator[str]:
    """Every top-level function and class of the product that makes something of bytes, ``module:name``."""
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not _is_shape(
                    node
                ):
                    finder = _Finder()
                    finder.visit(node)
                    if finder.parses:
                        yield f"{module}:{node.name}"


def _is_shape(node: ast.stmt) -> bool:
    """Whether it is a protocol, which does nothing."""
    return isinstance(node, ast.ClassDef) and any("Protocol" in ast.dump(base) for base in node.bases)


def _is_own(parser: str) -> bool:
    module = parser.partition(":")[0]
    return parser in OWN or any(module == own or module.startswith(f"{own}.") for own in OWN)


def test_whatever_decodes_something_is_tried_by_a_target_or_reads_only_our_own() -> None:
    tried = {parser for target in TARGETS for parser in target.reads}
    forgotten = [parser for parser in parsers() if parser not in tried and not _is_own(parser)]

    assert not forgotten, "name each in a target's `reads` of tests/fuzz, or in targets.OWN with the reason"


@pytest.mark.parametrize(
    "family", sorted(p.name for p in (ROOT / "devices").iterdir() if (p / "driver.py").is_file())
)
def test_every_family_of_devices_has_its_driver_tried(family: str) -> None:
    assert any(f"devices.{family}." in parser for target in TARGETS for parser in target.reads)


def test_what_targets_say_they_try_is_there() -> None:
    for target in TARGETS:
        for parser in target.reads:
            module, _, name = parser.partition(":")
            if not target.alone:
                assert hasattr(import_module(module), name), f"{target.name}: there is no {parser}"


def test_what_is_excused_is_there() -> None:
    for parser in OWN:
        module, _, name = parser.partition(":")
        path = ROOT.joinpath(*module.split("."))
        assert path.is_dir() or path.with_suffix(".py").is_file(), f"there is no {module}"
        assert not name or f" {name}" in path.with_suffix(".py").read_text("utf-8"), f"there is no {parser}"


def test_no_two_targets_have_one_name() -> None:
    names = [target.name for target in TARGETS]

    assert len(set(names)) == len(names)


def test_every_message_of_the_link_is_a_seed() -> None:
    assert {type(message) for message in FROM_CLIENTS} == set(get_args(ClientMessage))
    assert {type(message) for message in FROM_HUBS} == set(get_args(HubMessage))
