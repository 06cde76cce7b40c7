"""Lists of an event that go over several pages."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.documents import fonts
from app.documents.event_lists import EventList, Group, draw


def test_a_long_group_begins_below_the_title(tmp_path_factory: pytest.TempPathFactory) -> None:
    fonts.prepare(Path(tmp_path_factory.getbasetemp()) / "fonts")
    rows = [[str(place), "Аты-жөні"] for place in range(150)]
    found = EventList("Развеска", "Фонд", "ru", ["Байқау"], ["№", "Имя"], (10, 90), [Group("Су", rows)], "—")

    first, *others = PdfReader(BytesIO(draw(found))).pages
    assert "Аты-жөні" in first.extract_text()
    assert len(others) > 1
