"""Letters about the results: each applicant learns of their own applications, in their language, nothing of others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from app.accounts.models import User
from app.awards import publication, queries, words
from app.awards.publication import Told
from app.contests import letter_texts
from app.contests.letter_models import LetterKind
from app.contests.models import Contest, ContestKind
from app.i18n import gettext, language, money, pick
from app.jury import comments
from app.web.house import House
from app.web.letters import Draft, own_words, send


def tell_everybody(house: House, session: Session, contest: Contest, *, path: str, now: datetime) -> int:
    """One letter for everybody with an admitted application; the number of letters. `path` leads to the results."""
    found = drafts(session, contest, path)
    for user, write in found:
        send(
            house, session, to=user, key=f"results-{contest.id}-{user.id}", now=now, contest_id=contest.id, write=write
        )
    return len(found)


def drafts(session: Session, contest: Contest, path: str) -> list[tuple[User, Callable[[], Draft]]]:
    """Everybody who gets a letter, each with what writes it in the language that is being spoken."""
    addressees = publication.addressees(session, contest.id)
    said: dict[int, list[str]] = {}
    if contest.shows_comments:
        said = comments.comments(session, [one.application.id for _, told in addressees for one in told])
    return [(user, partial(_letter, session, contest, user, told, path, said)) for user, told in addressees]


def _letter(
    session: Session, contest: Contest, user: User, told: Sequence[Told], path: str, said: Mapping[int, Sequence[str]]
) -> Draft:
    more = _commented(told, said)
    facts = {"contest": pick(contest.title)}
    own = letter_texts.find(session, contest.id, LetterKind.RESULTS, language())
    if own is not None:
        filled = {"outcome": "\n".join(_sentences(told)), "following": "\n".join(_following(contest, told))}
        button = (gettext("See the results"), path)
        draft = own_words(own.subject, own.body, facts | filled | {"name": user.name}, button)
        return replace(draft, paragraphs=[*draft.paragraphs, *more])
    opening = gettext("The results of the contest «%(contest)s» are published.") % facts
    paragraphs = [opening, *_sentences(told), *more, *_following(contest, told)]
    return Draft(_subject(contest, told), paragraphs, (gettext("See the results"), path))


def _commented(told: Sequence[Told], said: Mapping[int, Sequence[str]]) -> list[str]:
    """What the experts wrote about each application; nothing tells who."""
    paragraphs = []
    for one in told:
        if found := said.get(one.application.id or 0):
            facts = {"number": one.application.number, "comments": "\n".join(f"– {comment}" for comment in found)}
            paragraphs.append(gettext("What the commission wrote about № %(number)s:\n%(comments)s") % facts)
    return paragraphs


def _subject(contest: Contest, told: Sequence[Told]) -> str:
    facts = {"contest": pick(contest.title)}
    outcomes = {one.outcome for one in told}
    if queries.AWARDED in outcomes:
        return gettext("You are among the winners: %(contest)s") % facts
    if outcomes == {queries.RESERVE}:
        return gettext("You are on the reserve list: %(contest)s") % facts
    return gettext("Results: %(contest)s") % facts


def _sentences(told: Sequence[Told]) -> list[str]:
    """The good news one by one; whoever handed in many works reads the others in one line."""
    words = {queries.NOT_SELECTED: gettext("Not selected this time: %(works)s."),
             queries.LEFT_OUT: gettext("Not on the shortlist this time: %(works)s.")}  # fmt: skip
    sentences = []
    for one in told:
        alike = [other for other in told if other.outcome == one.outcome]
        if one.outcome not in words or len(alike) == 1:
            sentences.append(sentence(one))
    for outcome, line in words.items():
        others = [one for one in told if one.outcome == outcome]
        if len(others) > 1:
            works = "; ".join(f"«{one.application.title}» ({one.application.number})" for one in others)
            sentences.append(line % {"works": works})
    return sentences


def sentence(one: Told) -> str:
    facts = {"title": one.application.title, "number": one.application.number, "nomination": pick(one.nomination.title)}
    if one.outcome == queries.AWARDED and one.award is not None and one.award.amount:
        facts["sum"] = money(one.award.amount)
        return gettext("«%(title)s» (%(number)s) wins in the nomination «%(nomination)s» and receives a grant of "
                       "%(sum)s. Congratulations!") % facts  # fmt: skip
    if one.outcome == queries.AWARDED and one.place:
        facts["place"] = words.place_name(one.place)
        return gettext("«%(title)s» (%(number)s) wins in the nomination «%(nomination)s»: %(place)s. "
                       "Congratulations!") % facts  # fmt: skip
    if one.outcome == queries.AWARDED:
        return gettext("«%(title)s» (%(number)s) wins in the nomination «%(nomination)s». Congratulations!") % facts
    if one.outcome == queries.RESERVE:
        return gettext("«%(title)s» (%(number)s) is on the reserve list of the nomination «%(nomination)s»: if the "
                       "winner steps back, it is next.") % facts  # fmt: skip
    if one.outcome == queries.LEFT_OUT:
        return gettext("«%(title)s» (%(number)s) did not go on from the quick round of the nomination «%(nomination)s» "
                       "this time.") % facts  # fmt: skip
    return gettext("«%(title)s» (%(number)s) was not selected this time.") % facts


def _following(contest: Contest, told: Sequence[Told]) -> list[str]:
    """What comes next for them."""
    outcomes = {one.outcome for one in told}
    if queries.AWARDED in outcomes:
        if contest.kind is ContestKind.SMALL_GRANT:
            return [gettext("Next you tell us whether you take the grant: another letter, which comes with this one, "
                            "names the last day for it. Then comes the contract.")]  # fmt: skip
        return [gettext("The organiser will tell you when and where the diploma and the gift are handed over.")]
    return [gettext("Thank you for taking part. We will be glad to see you in our next contests.")]
