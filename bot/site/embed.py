"""`python -m bot.site.embed https://bot.example`: prints the line that a webmaster puts into a page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from urllib.parse import urlsplit

from bot.site.doors import site_texts
from bot.site.script import Script


def main(arguments: Sequence[str]) -> int:
    """Print the two lines (always the newest version; this version only) for the address in `arguments`."""
    texts = site_texts()["embed"]
    address = arguments[0] if len(arguments) == 1 else ""
    parts = urlsplit(address)
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        print(texts["usage"], file=sys.stderr)
        return 2
    script = Script.read()
    print(f"{texts['newest']}\n{script.line(address, checked=False)}\n\n{texts['checked']}\n{script.line(address)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
