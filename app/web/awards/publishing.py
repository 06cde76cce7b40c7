"""The results go out, by hand or by themselves: everything that belongs to it in one transaction."""

import logging
from datetime import datetime

from app.accounts.models import User
from app.awards import publication
from app.checkpoints import Cause
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.db import transaction
from app.errors import RuleBroken
from app.grants import opening
from app.i18n import gettext, pick
from app.web import checkpointing, letters, refusals
from app.web.awards import result_letters
from app.web.clerk import Clerk
from app.web.grants import contract_letters
from app.web.house import House
from app.web.letters import Draft
from app.web.page import Page

log = logging.getLogger("baiqau.publishing")


def publish(desk: Page | Clerk, contest: Contest, *, by: User, now: datetime) -> int:
    """How many letters about the results leave. Raises RuleBroken as `publication.publish`."""
    session = desk.session
    publication.publish(session, contest, by=by, now=now)
    path = desk.path_for("contests.results", slug=contest.slug)
    written = result_letters.tell_everybody(desk.house, session, contest, path=path, now=now)
    opening.open_grants(session, contest, by=by, now=now)
    contract_letters.ask_winners(desk, contest, now=now)
    checkpointing.note(desk, contest, Cause.PUBLISHED, now=now)
    return written


def publish_due(house: House, now: datetime) -> int:
    """The duty: each contest in a transaction of its own. What stands in the way by then calls the plan off, and the
    organisers are told."""
    with transaction(house.engine, reads_only=True) as session:
        waiting = [(one.contest_id, one.publish_by or one.proposed_by) for one in publication.due(session, now)]
    for contest_id, user_id in waiting:
        try:
            with transaction(house.engine) as session:
                contest, by = session.get_one(Contest, contest_id), session.get_one(User, user_id)
                publish(Clerk(house, session), contest, by=by, now=now)
        except RuleBroken as broken:
            log.warning("contest %s is not published: %s", contest_id, broken.reason)
            _call_off(house, contest_id, user_id, broken, now)
    return len(waiting)


def _call_off(house: House, contest_id: int, user_id: int, broken: RuleBroken, now: datetime) -> None:
    with transaction(house.engine) as session:
        contest, clerk = session.get_one(Contest, contest_id), Clerk(house, session)
        publication.drop_plan(session, contest, by=session.get_one(User, user_id), now=now, reason=broken.reason)
        path = clerk.path_for("office.publication", slug=contest.slug)

        def write() -> Draft:
            facts = {"contest": pick(contest.title)}
            subject = gettext("The results were not published: %(contest)s") % facts
            return Draft(subject, [refusals.sentence(broken)], (gettext("To the publication"), path))

        for id_ in contests.holders(session, contest_id, RoleName.ORGANISER):
            letters.send(house, session, to=session.get_one(User, id_), contest_id=contest_id, now=now, write=write,
                         key=f"unpublished-{contest_id}-{id_}-{now:%Y%m%d%H%M%S}")  # fmt: skip
