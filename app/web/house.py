"""What one running installation consists of; built once by `main.create_app`, reached from requests as `app.state`."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from sqlalchemy import Engine

from app.files import Shelf
from app.keys import Keys
from app.settings import Settings

APP = Path(__file__).parent.parent


@dataclass(frozen=True)
class House:
    settings: Settings
    engine: Engine
    shelf: Shelf
    keys: Keys
    templates: Environment
