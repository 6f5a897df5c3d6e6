"""Signing in at the admins' pages: PIN and second factor, a cookie nobody else has, and an end."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from devices.hub.pins import PinAnswer
from devices.hub.place_tries import WRONG
from devices.web.staff.sessions import IDLE, LONGEST, MOST, StaffSessions
from tests.devices.hub.clocks import Clock
from tests.devices.web.staff.offices import ADMIN, PIN, SECRET, opened_office

PAGES = ("/staff", "/staff/tokens", "/staff/audit", "/staff/clients/x/revoke", "/staff/tokens/x/revoke")
FORMS = (
    "/staff/codes",
    "/staff/codes/7KQ/withdraw",
    "/staff/clients/x/revoke",
    "/staff/tokens",
    "/staff/tokens/x/revoke",
    "/staff/sign-out",
)


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_is_for_somebody_who_is_not_signed_in(tmp_path: Path, path: str) -> None:
    async with opened_office(tmp_path) as browser:
        answer = await browser.http.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")


@pytest.mark.parametrize("path", FORMS)
async def test_no_form_is_for_somebody_who_is_not_signed_in(tmp_path: Path, path: str) -> None:
    async with opened_office(tmp_path) as browser:
        answer = await browser.sends(path, csrf="")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in")


async def test_an_admin_comes_in_with_pin_and_code_and_goes_out(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        assert (await browser.signs_in()).status_code == 303
        assert "陈管理" in browser.page
        assert await browser.does("/staff/sign-out") == 303
        assert (await browser.http.get("/staff")).status_code == 303
        noted = browser.premises.noted()
    assert noted == [("admin_signed_in", ADMIN, "done"), ("admin_signed_out", ADMIN, "done")]


@pytest.mark.parametrize(
    ("pin", "code"),
    [("9052716384", ""), (PIN, "000000"), ("", ""), (PIN, "' OR 1=1"), ("x" * 900, "1" * 900)],
)
async def test_whatever_is_wrong_is_said_in_the_same_words(tmp_path: Path, pin: str, code: str) -> None:
    async with opened_office(tmp_path) as browser:
        answer = await browser.signs_in(pin, code or browser.premises.code())
        page = browser.page
        assert (await browser.http.get("/staff")).status_code == 303
        noted = browser.premises.noted()
    assert answer.status_code == 401
    assert "工号、口令或验证码不正确，或暂时不能再试。" in page
    assert "set-cookie" not in answer.headers
    assert [kind for kind, _, _ in noted] == ["admin_sign_in_failed"]


async def test_a_code_opens_once(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        code = browser.premises.code()
        assert (await browser.signs_in(code=code)).status_code == 303
        assert (await browser.signs_in(code=code)).status_code == 401


async def test_a_pin_that_somebody_else_chose_is_changed_first(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        browser.premises.office.staff.set_pin(ADMIN, PIN, "0902", must_change=True)
        assert (await browser.signs_in()).status_code == 401
        assert "新口令" in browser.page
        assert (await browser.signs_in(new_pin="12345678")).status_code == 401
        assert "新口令太简单" in browser.page
        assert (await browser.signs_in(new_pin="4815162342")).status_code == 303


async def test_the_cookie_is_no_scripts_and_no_other_sites(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        plain = SimpleCookie((await browser.signs_in()).headers["set-cookie"])["hall"]
    async with opened_office(tmp_path / "tls", "https://hall") as browser:
        (tls,) = SimpleCookie((await browser.signs_in()).headers["set-cookie"]).values()
    assert (tls.key, tls["secure"], tls["path"], tls["domain"]) == ("__Host-hall", True, "/", "")
    assert all((each["httponly"], each["samesite"]) == (True, "strict") for each in (plain, tls))


async def test_pages_run_no_script_and_are_kept_nowhere(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        for path in ("/staff", "/staff/tokens", "/staff/audit", "/staff/sign-in"):
            answer = await browser.http.get(path)
            policy = answer.headers.get_list("content-security-policy")
            assert len(policy) == 1, "two policies would be read as both"
            assert policy[0].startswith(
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'"
            )
            assert answer.headers.get_list("cache-control") == ["no-store"]
            assert answer.headers.get_list("x-frame-options") == ["DENY"]
            assert "<script" not in answer.text
            assert " style=" not in answer.text


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_of_another_site_is_not_taken(tmp_path: Path, path: str) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        page = browser.page
        for origin, site in (
            ("http://evil.example", "cross-site"),
            ("http://evil.example", ""),
            ("http://hall.evil.example", ""),
            ("https://hall", ""),
            ("null", ""),
            ("", "same-site"),
            ("", "cross-site"),
            ("", ""),
        ):
            browser.origin, browser.site, browser.page = origin, site, page
            assert await browser.does(path) == 403, (origin, site)


@pytest.mark.parametrize("path", FORMS)
async def test_a_form_without_the_sessions_word_is_not_taken(tmp_path: Path, path: str) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        for word in ("", "x", "令牌"):
            assert (await browser.sends(path, csrf=word)).status_code == 403
        assert "没有执行" in browser.page


async def test_signing_in_by_a_form_of_another_site_is_not_taken(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        browser.origin, browser.site = "http://evil.example", "cross-site"
        assert (await browser.signs_in()).status_code == 403


async def test_who_does_nothing_is_signed_out(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        browser.premises.clock.turn(seconds=IDLE.total_seconds() - 1)
        assert await browser.opens("/staff") == 200
        browser.premises.clock.turn(seconds=IDLE.total_seconds())
        answer = await browser.http.get("/staff")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/sign-in?ended")


@pytest.mark.parametrize("what", ["pin", "app", "no app", "no admin"])
async def test_who_came_in_by_what_was_taken_away_since_is_signed_out(tmp_path: Path, what: str) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.signs_in()
        staff, code = browser.premises.office.staff, browser.premises.code()
        match what:
            case "pin":
                staff.set_pin(ADMIN, "4815162342", "technician")
            case "app":
                staff.remove_totp(ADMIN)
                staff.set_totp(ADMIN, SECRET, code, "technician")
            case "no app":
                staff.remove_totp(ADMIN)
            case _:
                browser.premises.admins.clear()
        assert await browser.does("/staff/codes", **{"for": "kiosk:K1"}) == 303
        assert (await browser.http.get("/staff")).headers["location"].startswith("/staff/sign-in")
        assert browser.premises.office.clients.open_codes() == []


async def test_strangers_at_the_door_lock_no_clerk_out_of_a_window(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        browser.premises.office.staff.set_pin("0101", "739162", "technician")
        for n in range(WRONG):
            await browser.sends("/staff/sign-in", number="0101", pin=f"{n}", code="000000")
        assert browser.premises.office.staff.check_pin("0101", "739162").answer is PinAnswer.GOOD


async def test_the_pages_speak_the_language_that_was_chosen(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        await browser.opens("/staff/sign-in?lang=en")
        assert "Staff number" in browser.page
        await browser.signs_in(lang="en")
        assert "Screens and programs" in browser.page
        await browser.opens("/staff/audit?lang=zh")
        await browser.opens("/staff")
        assert "屏幕与程序" in browser.page


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nobody_is_signed_in_for_longer_than_a_day_has_hours(clock: Clock) -> None:
    sessions = StaffSessions(lambda: clock.now)
    word = sessions.begin("0901", "陈", "zh")
    began = clock.now
    while clock.now - began < LONGEST - timedelta(minutes=5):
        assert sessions.find(word) is not None
        clock.turn(seconds=300)
    clock.turn(seconds=300)
    assert sessions.find(word) is None


def test_a_clock_that_was_set_back_signs_out(clock: Clock) -> None:
    sessions = StaffSessions(lambda: clock.now)
    word = sessions.begin("0901", "陈", "zh")
    clock.now -= timedelta(days=1)
    assert sessions.find(word) is None


def test_sessions_do_not_grow_for_ever(clock: Clock) -> None:
    sessions = StaffSessions(lambda: clock.now)
    words = [sessions.begin("0901", "陈", "zh") for _ in range(MOST + 1)]
    assert sessions.find(words[0]) is None
    assert sessions.find(words[-1]) is not None


def test_no_word_of_a_session_is_shown(clock: Clock) -> None:
    sessions = StaffSessions(lambda: clock.now)
    word = sessions.begin("0901", "陈", "zh")
    session = sessions.find(word)
    assert session is not None
    assert word not in repr(vars(sessions))
    assert session.csrf not in repr(session)


async def test_a_browser_that_tries_many_numbers_is_held_off_in_the_same_words(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        pages = set()
        for n in range(WRONG + 3):
            answer = await browser.sends("/staff/sign-in", number=f"05{n:02}", pin=PIN, code="000000")
            pages.add((answer.status_code, answer.text))
        assert len(pages) == 1
        # Not even what is right is looked at from there.
        assert (await browser.signs_in()).status_code == 401
        outcomes = [outcome for _, _, outcome in browser.premises.noted()]
    assert outcomes == ["wrong"] * WRONG + ["place_locked"], "whoever goes on fills no log"


async def test_a_form_of_thousands_of_fields_is_not_looked_at(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        headers = {"Origin": "http://hall", "Content-Type": "application/x-www-form-urlencoded"}
        answer = await browser.http.post("/staff/sign-in", content=b"a=b&" * 2000, headers=headers)
        assert answer.status_code == 413
        assert browser.premises.noted() == []


async def test_of_what_was_typed_as_a_number_only_one_of_the_halls_is_noted(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        for typed in (PIN, "110105199", "somebody", ADMIN):
            await browser.sends("/staff/sign-in", number=typed, pin="1", code="1")
        assert [staff for _, staff, _ in browser.premises.noted()] == ["", "", "", ADMIN]


async def test_somebody_with_a_whole_network_is_held_off_as_one(tmp_path: Path) -> None:
    async with opened_office(tmp_path) as browser:
        statuses = []
        for n in range(WRONG + 1):
            transport = httpx.ASGITransport(browser.premises.app, client=(f"2001:db8::{n:x}", 50000))  # type: ignore[arg-type]
            async with httpx.AsyncClient(transport=transport, base_url="http://hall") as http:
                form = {"number": "", "pin": "1", "code": "1"}
                answer = await http.post("/staff/sign-in", data=form, headers={"Origin": "http://hall"})
                statuses.append(answer.status_code)
        assert set(statuses) == {401}
        assert browser.premises.noted()[-1][2] == "place_locked"


@pytest.mark.parametrize(
    "part",
    [b'name="number"\r\nContent-Type: text/plain; charset=none', b'name="number"\r\n\r\n\xff', b""],
)
async def test_what_is_no_form_is_refused_as_that(tmp_path: Path, part: bytes) -> None:
    async with opened_office(tmp_path) as browser:
        body = b"--x\r\nContent-Disposition: form-data; " + part + b"\r\n\r\n1\r\n--x--\r\n"
        headers = {"Origin": "http://hall", "Content-Type": "multipart/form-data; boundary=x"}
        answer = await browser.http.post("/staff/sign-in", content=body, headers=headers)
    assert answer.status_code in (400, 401)
