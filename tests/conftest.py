"""The browser that the browser tests share. One for each test file: while it runs, no other event loop can."""

from collections.abc import Iterator

import pytest
from browser import chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium; without one the tests that ask for it are skipped."""
    with chromium() as found:
        yield found
