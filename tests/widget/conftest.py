"""One real server, one line to it, one web site and one browser for all the tests of this folder."""

import secrets
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.service.machine import missing, program
from benchmarks.service.stack import ROOT, Assistant, running
from benchmarks.widget.browser import chromium
from benchmarks.widget.host import HostSite
from bot.runtime import training
from tests.widget import node
from tests.widget.needs import cannot_run
from tests.widget.relay import Relay
from tests.widget.stages import STAGES
from tests.widget.visit import Visit


@pytest.fixture(scope="package")
def npm():
    """The path of npm, with the packages of the widget installed; without it the tests cannot run."""
    if why := node.what_is_missing():
        cannot_run(why)
    node.install()
    return program("npm")


@pytest.fixture(scope="package")
def browser(tmp_path_factory):
    """Chromium; without it the tests are skipped, and fail where CI is set."""
    if program("chromium") is None:
        cannot_run(missing("chromium"))
    with sync_playwright() as playwright:
        browser = chromium(playwright, tmp_path_factory.mktemp("browser"))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def site():
    """A web site with pages of its own (`HostSite`)."""
    site = HostSite()
    yield site
    site.stop()


@pytest.fixture(scope="package")
def service(site, tmp_path_factory):
    """The real server (`assistant`), the line to it (`relay`), its address for the browser (`bot`), the `site`, and
    `page`: a page of the site with the button.
    """
    training.ensure_model(ROOT)
    settings = {"RECOURS_ORIGINS": site.origin, "RECOURS_PROXIES": "0"}
    assistant = Assistant("widget", tmp_path_factory.mktemp("service"), secrets.token_hex(32), **settings)
    assistant.set(rates=False)
    relay = Relay(assistant.port)
    with running(assistant):
        page = site.put("/", relay.address)
        yield SimpleNamespace(assistant=assistant, relay=relay, bot=relay.address, page=page, site=site)
        relay.stop()


@pytest.fixture
def visit(browser, service):
    """Return `visit(address, **options) -> Visit`; at the end nothing foreign was asked and no policy broken."""
    visits = []

    def begun(address=None, **options):
        visits.append(Visit(browser, address or service.page, **options))
        return visits[-1]

    yield begun
    service.relay.flow()
    service.relay.mend()
    for one in visits:
        one.check(service.site.origin, service.bot)
        one.close()


@pytest.fixture(scope="package")
def staged(browser, service):
    """Return `staged(state) -> Visit`: a tab in one of the states of stages.py, made once; see `stages.dress`."""
    visits = {}

    def shown(state):
        if state not in visits:
            visits[state] = Visit(browser, service.page)
            STAGES[state](visits[state])
        return visits[state]

    yield shown
    for one in visits.values():
        one.check(service.site.origin, service.bot)
        one.close()
