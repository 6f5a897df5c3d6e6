"""The demo hall's admin at a browser: signs in with PIN and second factor, and has every program enrolled.

Everything goes the way it goes in a real hall: the pages under ``/staff`` show a code, and the new program
joins with it.
"""

from __future__ import annotations

import asyncio
import html
import re
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from devices.demo.premises import PROGRAMS, Premises
from devices.demo.staff import ADMIN
from devices.hub import totp
from devices.link.enrolment import Code
from devices.link.joining import join


class PageFailed(OSError):
    """A page did not say what it should."""


class AdminBrowser:
    """A browser at the admins' pages, without eyes.

    Attributes:
        page: the page that is open, as HTML.
    """

    def __init__(self, premises: Premises) -> None:
        """Nobody is signed in yet."""
        self.page = ""
        self._premises = premises
        self._http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def sign_in(self) -> None:
        """Sign in as the demo's admin.

        Raises:
            OSError: the hub does not answer, or does not let the admin in.
        """
        admin = self._premises.staff[ADMIN]
        self._send("/staff/sign-in", number=ADMIN, pin=admin.pin, code=code_now(admin.secret))
        if not self._signed_in:
            raise PageFailed("the demo's admin cannot sign in at /staff")

    def make_code(self, role: str, place: str) -> Code:
        """Let a program in: the code that the page shows.

        Raises:
            OSError: the hub does not answer, or shows none.
        """
        self.open("/staff")
        self._send(
            "/staff/codes", csrf=self._found(r'name="csrf" value="([^"]+)"'), **{"for": f"{role}:{place}"}
        )
        return Code.typed(self._found(r'<p class="secret[^>]*>([^<]+)</p>'))

    def open(self, path: str) -> str:
        """Open a page; who was signed out, as by a hub that died, signs in again.

        Raises:
            OSError: the hub does not answer, or does not let the admin in.
        """
        self._read(path)
        if not self._signed_in:
            self.sign_in()
            self._read(path)
        return self.page

    @property
    def _signed_in(self) -> bool:
        return "/staff/sign-out" in self.page

    def _read(self, path: str) -> None:
        with self._http.open(f"{self._premises.url}{path}", timeout=10) as answer:
            self.page = answer.read().decode()

    def _send(self, path: str, **fields: str) -> None:
        request = urllib.request.Request(  # noqa: S310 - our own loopback address
            f"{self._premises.url}{path}",
            data=urlencode(fields).encode(),
            headers={"Origin": self._premises.url, "Sec-Fetch-Site": "same-origin"},
        )
        with self._http.open(request, timeout=10) as answer:
            self.page = answer.read().decode()

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, self.page)
        if found is None:
            raise PageFailed(f"the page under /staff has no {pattern}")
        return html.unescape(found[1])


def code_now(secret: bytes, later: int = 0) -> str:
    """What the admin's authenticator app shows now, or so many steps later."""
    return totp.code_at(secret, int(time.time()) // totp.STEP_S + later)


async def enrol(premises: Premises) -> AdminBrowser:
    """Have every program enrolled by the admin, each with a code and a key of its own; the hub runs.

    Returns:
        The admin's browser, still signed in.

    Raises:
        OSError: the hub does not answer, or refuses.
        JoinFailed: the hub did not take one of them.
    """
    browser, loop = AdminBrowser(premises), asyncio.get_running_loop()
    with ThreadPoolExecutor(1) as aside:
        await loop.run_in_executor(aside, browser.sign_in)
        for name, (role, place) in PROGRAMS.items():
            code = await loop.run_in_executor(aside, browser.make_code, role.value, place)
            identity = await join(premises.link, code, f"demo {name}")
            identity.save(premises.identity(name))
    return browser
