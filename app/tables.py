"""Every table of the installation: importing this module fills `db.metadata`."""

import app.accounts.models
import app.applications.batch_models
import app.applications.models
import app.awards.models
import app.contests.models
import app.grants.models
import app.journal
import app.jury.models
import app.mail
import app.numbers
import app.places.models
import app.programmes.models  # noqa: F401
from app.db import metadata

__all__ = ["metadata"]
