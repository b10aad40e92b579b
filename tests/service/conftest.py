"""The real service, started once for all the tests of this folder. A test that breaks something mends it again."""

import pytest

from benchmarks.service.machine import missing, program
from benchmarks.service.stack import ROOT, Stack, running
from bot.runtime import training
from bot.runtime.prepare import prepare_rasa

prepare_rasa()


@pytest.fixture(scope="session")
def stack(tmp_path_factory):
    """Redis, two assistants and nginx, running; skips where a program is missing."""
    for name in ("nginx", "openssl", "redis-server"):
        if program(name) is None:
            pytest.skip(missing(name))
    training.ensure_model(ROOT)  # once, and not in each of the two processes
    with running(Stack(tmp_path_factory.mktemp("service"))) as service:
        yield service
