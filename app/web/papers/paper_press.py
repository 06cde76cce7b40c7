"""The press of this installation."""

from app.papers.printing import Press
from app.web.house import House


def press(house: House) -> Press:
    return Press(house.keys, house.settings.base_url, house.settings.font_cache, house.shelf)
