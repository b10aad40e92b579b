"""The page and the widget over HTTP: what is served, with which headers, and nothing else."""

import asyncio
import json
import re
import socket
from contextlib import asynccontextmanager
from datetime import date

import aiohttp
import pytest
from yarl import URL

from bot.channels.application import build
from bot.channels.settings import Settings
from bot.knowledge import loader
from bot.orientation import directory
from bot.site import routes
from bot.site.doors import site_texts
from bot.site.script import PATH, Script
from tests.channels.serving import SECRET, SITE, _methods_rewritten_once

TIMEOUT = aiohttp.ClientTimeout(total=20)


@asynccontextmanager
async def site():
    """The application with the page, on a free port of this machine; gives a function that asks."""
    app = build([], Settings(SECRET, origins=frozenset({SITE})))
    app.blueprint(routes.blueprint())
    address = socket.socket()
    address.bind(("127.0.0.1", 0))
    with _methods_rewritten_once():
        server = await app.create_server(sock=address, return_asyncio_server=True, access_log=False)
        await server.startup()
    await server.before_start()
    await server.start_serving()
    base = f"http://127.0.0.1:{address.getsockname()[1]}"
    async with aiohttp.ClientSession(timeout=TIMEOUT) as http:

        async def ask(path, method="GET", **headers):
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            async with http.request(
                method, URL(base + path, encoded=True), headers=names, allow_redirects=False
            ) as response:
                return response.status, response.headers, await response.read()

        try:
            yield ask
        finally:
            server.close()
            await server.wait_closed()


def ask(path, method="GET", **headers):
    async def scenario():
        async with site() as asked:
            return await asked(path, method, **headers)

    return asyncio.run(scenario())


def test_the_page_allows_nothing_but_its_own_files():
    status, headers, body = ask("/")
    assert status == 200 and headers["Content-Type"] == "text/html; charset=utf-8"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Cache-Control"] == "no-cache"
    page = body.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)|\$\w", page)
    assert "<recours-sante inline>" in page and 'lang="fr"' in page


def test_everything_that_the_page_loads_is_there():
    async def scenario():
        async with site() as asked:
            _, _, page = await asked("/")
            loaded = re.findall(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"', page.decode())
            assert len(loaded) == 2
            for path in loaded:
                status, headers, body = await asked(path)
                assert status == 200 and body and headers["X-Content-Type-Options"] == "nosniff"
            assert f'integrity="{Script.read().integrity}"' in page.decode()

    asyncio.run(scenario())


def test_the_page_gives_numbers_and_services_of_the_records_without_a_script():
    _, _, body = ask("/")
    page = body.decode()
    offices, bodies = directory.load(), loader.load().bodies
    for record in site_texts()["emergency"]:
        scheme = "sms" if record.get("sms") else "tel"
        assert f'href="{scheme}:{offices.by_code(record["office"]).phone}"' in page
    for record in site_texts()["doors"]:
        contact = offices.by_code(record["office"])
        assert contact.source.split(" ")[0] in page
        if contact.phone:
            assert contact.phone in page
        if "body" in record:
            assert bodies[record["body"]]["plain"].replace("'", "&#x27;") in page
    allowed = {re.sub("^http:", "https:", offices.by_code(r["office"]).url or "") for r in site_texts()["doors"]}
    assert set(re.findall(r'href="(https?://[^"]+)"', page)) <= allowed


def test_the_script_may_be_loaded_and_checked_by_any_site():
    for path, cache in ((PATH, "public, max-age=3600"), (Script.read().versioned_path, "immutable")):
        for origin in ("https://elsewhere.example", SITE):
            status, headers, body = ask(path, Origin=origin)
            assert status == 200 and body == Script.read().content
            assert headers["Content-Type"] == "text/javascript; charset=utf-8"
            assert headers["Access-Control-Allow-Origin"] == "*"
            assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            assert cache in headers["Cache-Control"] and "no-store" not in headers["Cache-Control"]


def test_what_bodies_can_and_cannot_do_is_for_the_cards_of_any_site():
    status, headers, body = ask("/recours-sante.json", Origin="https://elsewhere.example")
    assert status == 200 and headers["Content-Type"] == "application/json"
    assert headers["Access-Control-Allow-Origin"] == "*" and headers["Cache-Control"] == "public, max-age=3600"
    base = loader.load()
    powers, bodies = json.loads(body)["bodies"], base.bodies
    assert set(powers) == set(bodies)
    for name, record in bodies.items():
        assert (powers[name]["can"], powers[name]["cannot"]) == (list(record["can"]), list(record.get("cannot", [])))
        assert powers[name]["sources"] == [base.sources[key].title for key in record["sources"]] != []
        assert date.fromisoformat(powers[name]["checked"]) <= date.today()
    assert len(body) < 30_000  # one more request for a telephone on a slow line


def test_only_the_script_and_what_it_reads_are_for_other_sites():
    for path in ("/", "/recours-sante.css"):
        _, headers, _ = ask(path, Origin="https://elsewhere.example")
        assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", ["/", PATH, "/recours-sante.css", "/recours-sante.json"])
def test_what_did_not_change_is_not_sent_again(path):
    async def scenario():
        async with site() as asked:
            _, headers, body = await asked(path)
            status, again, nothing = await asked(path, If_None_Match=headers["ETag"])
            assert (status, nothing, again["ETag"]) == (304, b"", headers["ETag"])
            status, _, other = await asked(path, If_None_Match='"other"')
            assert (status, other) == (200, body)
            status, head, nothing = await asked(path, "HEAD")
            assert (status, nothing, head["Content-Length"]) == (200, b"", str(len(body)))
            assert (await asked(path, "POST"))[0] == 405

    asyncio.run(scenario())


@pytest.mark.parametrize(
    "path",
    ["/page.html", "/site.yml", "/recours-sante.00000000.js", "/../bot/site/site.yml", "/%2e%2e/pyproject.toml",
     "/recours-sante.js/", "/recours-sante.js/../routes.py", "/widget/package.json", "//etc/passwd"],
)  # fmt: skip
def test_no_other_file_is_served(path):
    status, headers, body = ask(path)
    assert status == 404 and headers["Cache-Control"] == "no-store" and b'"error"' in body
