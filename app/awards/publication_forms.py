"""When the results go out by themselves."""

from app.contests.forms import Moment
from app.fields import Fields


class PlanForm(Fields):
    at: Moment
