"""Faces are cut once for all tests of documents."""

from __future__ import annotations

import pytest

from app.documents import fonts


@pytest.fixture(scope="session", autouse=True)
def prepared_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts.prepare(tmp_path_factory.mktemp("fonts"))
