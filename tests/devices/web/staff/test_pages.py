"""What admins do on their pages: let programs in and out, make tokens, read the audit log."""

from __future__ import annotations

import html
import re
from pathlib import Path

from devices.hub.audit_kinds import Kind
from devices.hub.tokens import Scope
from devices.link.enrolment import Code
from devices.link.words import Role
from devices.web.staff.audit_page import MOST
from devices.web.staff.kinds import NAMES, name_of
from devices.web.staff.words import WORDS
from tests.devices.web.staff.offices import ADMIN, Browser, opened_office


def secret_of(browser: Browser) -> str:
    found = re.search(r'<p class="secret[^>]*>([^<]+)</p>', browser.page)
    assert found is not None, "no secret is shown"
    return found[1]


async def test_a_code_is_shown_once_and_lets_a_program_in(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        assert await browser.does("/staff/codes", **{"for": "kiosk:K1"}) == 303
        await browser.opens("/staff")
        code = Code.typed(secret_of(browser))
        (offered,) = browser.premises.office.clients.open_codes()
        await browser.opens("/staff")
        again = browser.page
        noted = browser.premises.noted()
    assert (offered.name, offered.role, offered.place, offered.by) == (code.name, Role.KIOSK, "K1", ADMIN)
    assert code.secret[:4] not in again
    assert ("enrolment_code_made", ADMIN, "done") in noted


async def test_a_code_is_only_for_a_place_that_there_is(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        for wrong in ("kiosk:K99", "king:", "", "agent:hub", "kiosk"):
            await browser.opens("/staff")
            assert await browser.does("/staff/codes", **{"for": wrong}) == 303
            await browser.opens("/staff")
            assert "此身份没有这个位置" in browser.page
        assert browser.premises.office.clients.open_codes() == []


async def test_every_place_that_is_offered_can_be_chosen(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        choices = re.findall(r'<option value="([^"]+)"', browser.page)
        assert len(choices) > 5
        for choice in choices:
            await browser.opens("/staff")
            await browser.does("/staff/codes", **{"for": choice})
            await browser.opens("/staff")
            assert secret_of(browser), choice


async def test_an_open_code_can_be_withdrawn(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        code = browser.premises.office.clients.offer(Role.KIOSK, "K1", "technician")
        await browser.opens("/staff")
        assert f"{code.name}-····" in browser.page
        await browser.does(f"/staff/codes/{code.name}/withdraw")
        assert browser.premises.office.clients.open_codes() == []


async def test_a_client_is_let_out_after_a_question(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        client = browser.premises.office.clients.admit(bytes(range(32)), Role.KIOSK, "K1", "technician")
        await browser.signs_in()
        assert f"/staff/clients/{client}/revoke" in browser.page
        assert await browser.opens(f"/staff/clients/{client}/revoke") == 200
        assert "确定停用" in browser.page
        assert browser.premises.office.clients.valid(client)
        await browser.does(f"/staff/clients/{client}/revoke")
        assert not browser.premises.office.clients.valid(client)
        await browser.opens("/staff")
        assert "已停用" in browser.page
        assert ("client_revoked", ADMIN, "done") in browser.premises.noted()


async def test_a_token_is_shown_once_and_is_good_for_what_was_ticked(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        ticked = {"for": "integration:", "days": "30", "name": "一窗受理", "scope_hall": "yes"}
        assert await browser.does("/staff/tokens", **ticked) == 303
        await browser.opens("/staff/tokens")
        secret = html.unescape(secret_of(browser))
        bearer = browser.premises.office.tokens.prove(secret)
        assert bearer is not None
        assert bearer.scopes == {Scope.HALL}
        await browser.opens("/staff/tokens")
        assert secret not in browser.page
        name = bearer.by.credential
        await browser.opens(f"/staff/tokens/{name}/revoke")
        await browser.does(f"/staff/tokens/{name}/revoke")
        assert browser.premises.office.tokens.prove(secret) is None
        noted = browser.premises.noted()
    assert [kind for kind, _, _ in noted] == ["admin_signed_in", "token_made", "token_revoked"]


async def test_a_token_that_would_be_wrong_is_not_made(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        good = {"for": "integration:", "days": "30", "name": "x", "scope_hall": "yes"}
        for wrong in ({"days": "9999"}, {"days": "x"}, {"days": ""}, {"scope_hall": ""}, {"for": "king:"}):
            await browser.opens("/staff/tokens")
            await browser.does("/staff/tokens", **(good | wrong))
        assert browser.premises.office.tokens.all() == []


async def test_names_are_escaped(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        browser.premises.office.tokens.make(Role.INTEGRATION, name="<script>alert(1)</script>")
        await browser.signs_in()
        await browser.opens("/staff/tokens")
        assert "&lt;script&gt;" in browser.page
        assert "<script>" not in browser.page


async def test_the_audit_log_is_read_by_kind_and_person_and_its_chain_verified(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        audit = browser.premises.office.audit
        for n in range(3):
            assert audit.note(Kind.CARD_READ, by="clerk:window-5", staff=f"100{n}", about="row-1").result(5)
        await browser.signs_in()
        await browser.opens("/staff/audit?kind=card_read&by=1001")
        assert browser.page.count("clerk:window-5") == 1
        await browser.opens("/staff/audit?verify=yes")
        assert "链完整，共 4 条" in browser.page
        await browser.opens("/staff/audit?kind=nonsense&about=%22%3E%3Cb%3E")
        assert "没有符合条件的记录" in browser.page
        assert "<b>" not in browser.page


async def test_of_a_long_audit_log_the_newest_notes_are_shown(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        for n in range(MOST + 4):
            noted = browser.premises.office.audit.note(Kind.CARD_READ, by=f"kiosk:K{n}")
        assert noted.result(5)
        await browser.opens("/staff/audit")
    assert f"<td>kiosk:K{MOST + 3}</td>" in browser.page
    assert browser.page.count("<td>kiosk:K") == MOST
    assert "<td>kiosk:K3</td>" not in browser.page
    assert str(MOST) in browser.page


async def test_an_audit_log_that_was_changed_is_said(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        (tmp_path / "audit.db").write_bytes(b"x" * 4096)
        assert await browser.opens("/staff/audit?verify=yes") == 200
        assert "链已断" in browser.page


def test_every_kind_of_note_has_a_name_of_its_own() -> None:
    assert set(NAMES) == set(Kind)
    for lang in ("zh", "en"):
        assert len({name_of(kind, lang) for kind in Kind}) == len(Kind)


def test_both_languages_say_the_same_things() -> None:
    assert set(WORDS["zh"]) == set(WORDS["en"])
    gaps = {
        lang: {name: re.findall(r"{\w+}", text) for name, text in words.items()}
        for lang, words in WORDS.items()
    }
    assert gaps["zh"] == gaps["en"]
    assert {f"role_{role.value}" for role in Role} <= set(WORDS["zh"])
    assert {f"scope_{scope.value}" for scope in Scope} <= set(WORDS["zh"])
