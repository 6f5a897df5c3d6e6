"""Which page the kiosk shows and which it came from, so that going back makes sense to a visitor. Pure."""

from __future__ import annotations

HOME = "home"

PASSING = ("working", "trouble", "card", "appointment")
"""Pages that one passes through: nobody wants to go back to them."""


class Pages:
    """The page shown, and the way back."""

    def __init__(self) -> None:
        self.page = HOME
        self._path: list[str] = []

    def go(self, page: str) -> None:
        """Show a page; back leads to this one, or past it when it is one to pass through."""
        if page != self.page and self.page not in PASSING:
            self._path.append(self.page)
        self.page = page

    def replace(self, page: str) -> None:
        """Show a page in place of this one."""
        self.page = page

    def start_over(self, *path: str) -> None:
        """Forget the way and stand at the end of another one; without a path at home."""
        self._path = list(path[:-1])
        self.page = path[-1] if path else HOME

    def back(self) -> str:
        """Go back one page.

        Returns:
            The page that is shown then.
        """
        self.page = self._path.pop() if self._path else HOME
        return self.page
