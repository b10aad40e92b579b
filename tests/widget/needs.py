"""What to do where a program that the tests need is not installed."""

import os

import pytest


def cannot_run(why):
    """Skip with one line, or fail with it where CI is set."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
