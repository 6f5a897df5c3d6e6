"""All pictures of a folder on one page: ``python -m tests.screens.sheet build/screenshots``."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

PAGE = """<!doctype html>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 "Noto Sans CJK SC", sans-serif; background: #F3F6FA; color: #14213D; margin: 2rem }}
section {{ display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start }}
figure {{ margin: 0 }}
img {{ height: 24rem; max-width: 100%; box-shadow: 0 2px 12px #0003; background: #fff }}
</style>
<h1>{title}</h1>
"""


def page(folder: Path) -> str:
    """Return a page that shows every PNG below a folder, by subfolder, each linked to its full size."""
    parts = [PAGE.format(title=f"{folder.name}: every screen")]
    pictures = sorted(folder.rglob("*.png"))
    for room in sorted({picture.parent for picture in pictures}):
        parts.append(f"<h2>{escape(str(room.relative_to(folder)))}</h2>\n<section>\n")
        for picture in (one for one in pictures if one.parent == room):
            link = escape(picture.relative_to(folder).as_posix())
            parts.append(
                f'<figure><a href="{link}"><img src="{link}" alt=""></a>'
                f"<figcaption>{escape(picture.stem)}</figcaption></figure>\n"
            )
        parts.append("</section>\n")
    return "".join(parts)


def main(words: list[str]) -> int:
    """Write ``index.html`` into the folder that the command line names."""
    folder = Path(words[0])
    (folder / "index.html").write_text(page(folder), "utf-8")
    sys.stdout.write(f"{len(list(folder.rglob('*.png')))} pictures: {folder / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
