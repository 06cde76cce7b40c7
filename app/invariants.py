"""What must hold of all data together, whoever wrote it: asked by `baiqau check` and by the tests."""

from collections.abc import Callable, Iterable

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app import checkpoints
from app.applications.admission_models import Extension
from app.applications.batch_models import Batch
from app.applications.intake_models import Intake
from app.applications.message_models import MessageFile
from app.applications.models import Application, Attachment, Author, Consent, ConsentKind, Rendition, Status
from app.applications.rules import SETTLING
from app.awards import corrections
from app.awards import queries as awards
from app.awards.correction_models import Correction
from app.awards.models import Award, Decision, DecisionStatus, Protocol, ProtocolCopy
from app.awards.queries import STANDS
from app.ceremony.models import Handover
from app.contests.models import Contest, ContestKind, ContestStatus
from app.files import FileDamaged, Shelf
from app.grants.amendment_models import Amendment
from app.grants.copy_models import SignedCopy
from app.grants.models import Contract, ContractStatus, Evidence, Expense, Grant, Payment, PaymentStatus
from app.grants.report_models import Act
from app.jury import queries as jury
from app.jury import shortlist_checks
from app.jury.masking_models import PictureMask
from app.jury.models import Mark, Seal, Sheet, SheetStatus
from app.jury.sealing import content_hash
from app.jury.shortlist_models import GlanceSeal
from app.mail import Letter, LetterStatus
from app.papers.models import Certificate, PaperDesign, PrintRun
from app.places.models import School

STORED = (
    col(Attachment.sha256), col(Rendition.sha256), col(Evidence.sha256), col(Evidence.clean_sha256),
    col(Evidence.thumb_sha256), col(Expense.sha256), col(Expense.thumb_sha256), col(Contract.pdf_sha256),
    col(Contract.scan_sha256), col(Contract.docx_sha256), col(Amendment.pdf_sha256), col(Amendment.docx_sha256),
    col(Amendment.scan_sha256), col(Act.pdf_sha256), col(Act.docx_sha256), col(Act.scan_sha256),
    col(SignedCopy.sha256), col(Protocol.pdf_sha256), col(Protocol.scan_sha256), col(Handover.scan_sha256),
    col(MessageFile.sha256), col(Seal.scan_sha256), col(GlanceSeal.scan_sha256), col(ProtocolCopy.sha256),
    col(PaperDesign.logo_sha256), col(PaperDesign.first_sha256), col(PaperDesign.second_sha256),
    col(PrintRun.file_sha256), col(PictureMask.sha256),
)  # fmt: skip
"""Columns that name a file on the shelf."""
PUBLISHED = (ContestStatus.PUBLISHED, ContestStatus.ARCHIVED)


def broken(session: Session, shelf: Shelf) -> list[str]:
    """One line for everything that does not hold; empty when all does."""
    checks: tuple[Callable[[Session], Iterable[str]], ...] = (
        _late_submissions, _unfounded_extensions, _unregistered_paper, _strangers_in_batches, _merged_schools,
        _withdrawals, _letters, _works_without_consent, _marks_off_the_scale, _changed_sheets,
        shortlist_checks.broken, _published_too_early, _awards_without_a_work, _corrections_undone, _too_much_money,
        _numbers_with_gaps, _broken_chains,
    )  # fmt: skip
    return [line for check in checks for line in check(session)] + list(_damaged_files(session, shelf))


def _late_submissions(session: Session) -> Iterable[str]:
    """Handed in at or after closing, and not before the end of an extension of that application or that person."""
    extended = (
        select(Extension.id)
        .where(Extension.contest_id == Application.contest_id, Extension.user_id == Application.applicant_id)
        .where(col(Extension.application_id).is_(None) | (col(Extension.application_id) == Application.id))
        .where(col(Extension.until) > col(Application.submitted_at))
    )
    late = session.exec(
        select(Application.number)
        .where(Application.contest_id == Contest.id, col(Application.submitted_at) >= col(Contest.closes_at))
        .where(col(Application.number).is_not(None), ~extended.exists())
    ).all()
    return (f"application {number} was submitted after closing" for number in late)


def _unfounded_extensions(session: Session) -> Iterable[str]:
    """A later deadline without a reason on record."""
    reason = (
        select(Extension.id)
        .where(Extension.contest_id == Application.contest_id, Extension.user_id == Application.applicant_id)
        .where(col(Extension.application_id).is_(None) | (col(Extension.application_id) == Application.id))
        .where(col(Extension.until) == col(Application.extended_until))
    )
    found = session.exec(
        select(Application.id).where(col(Application.extended_until).is_not(None), ~reason.exists())
    ).all()
    return (f"application {id_} is extended without a reason" for id_ in found)


def _unregistered_paper(session: Session) -> Iterable[str]:
    """What came on paper has a sticker that says when; no sticker says so of anything else."""
    found = session.exec(
        select(Application.id)
        .outerjoin(Intake, col(Intake.application_id) == col(Application.id))
        .where(col(Application.paper_at).is_distinct_from(col(Intake.received_at)))
    ).all()
    return (f"application {id_} came on paper at another time than its sticker says" for id_ in found)


def _strangers_in_batches(session: Session) -> Iterable[str]:
    """A batch holds works of its teacher for its contest."""
    found = session.exec(
        select(Application.id)
        .join(Batch, col(Batch.id) == Application.batch_id)
        .where((Application.applicant_id != Batch.teacher_id) | (Application.contest_id != Batch.contest_id))
    ).all()
    return (f"work {id_} stands in somebody else's batch" for id_ in found)


def _merged_schools(session: Session) -> Iterable[str]:
    """Works are those of the school that stayed, and a merged school means one that stands."""
    works = session.exec(
        select(Author.application_id)
        .join(School, col(School.id) == Author.school_id)
        .where(col(School.merged_into_id).is_not(None))
    ).all()
    yield from (f"work {id_} is of a school that was merged into another" for id_ in works)
    kept = aliased(School)
    chains = session.exec(
        select(School.id).join(kept, col(kept.id) == School.merged_into_id).where(col(kept.merged_into_id).is_not(None))
    ).all()
    yield from (f"school {id_} is merged into one that does not stand" for id_ in chains)


def _withdrawals(session: Session) -> Iterable[str]:
    """Withdrawn applications know since when; one that was taken back does not."""
    is_withdrawn = col(Application.status) == Status.WITHDRAWN
    found = session.exec(
        select(Application.number).where(is_withdrawn == col(Application.withdrawn_at).is_(None))
    ).all()
    return (f"application {number} does not tell whether it is withdrawn" for number in found)


def _letters(session: Session) -> Iterable[str]:
    """What has left has left once it was written; what waits has not."""
    is_sent = col(Letter.status) == LetterStatus.SENT
    wrong = (is_sent == col(Letter.sent_at).is_(None)) | (col(Letter.sent_at) < col(Letter.created_at))
    return (f"letter {key} does not tell when it left" for key in session.exec(select(Letter.key).where(wrong)).all())


def _works_without_consent(session: Session) -> Iterable[str]:
    found = session.exec(
        select(Application.number)
        .join(Contest, col(Contest.id) == Application.contest_id)
        .outerjoin(
            Consent, (col(Consent.application_id) == Application.id) & (col(Consent.kind) == ConsentKind.TAKE_PART)
        )
        .where(Contest.kind == ContestKind.DRAWING, Application.status == Status.ADMITTED)
        .where(
            col(Consent.id).is_(None) | (col(Consent.withdrawn_at).is_not(None) & col(Contest.status).not_in(SETTLING))
        )
    ).all()
    return (f"work {number} is admitted without the consent to take part" for number in found)


def _marks_off_the_scale(session: Session) -> Iterable[str]:
    found = session.exec(
        select(Mark.id)
        .where(Mark.sheet_id == Sheet.id, Sheet.application_id == Application.id)
        .where(Application.contest_id == Contest.id, col(Mark.value) > col(Contest.scale_max))
    ).all()
    return (f"mark {mark} is above the scale" for mark in found)


def _changed_sheets(session: Session) -> Iterable[str]:
    """Sealed sheets whose content no longer gives the hash that was sealed."""
    for contest in session.exec(select(Contest)).all():
        criteria = jury.criteria(session, contest.id)
        rows = session.exec(
            select(Sheet, Application.code)
            .where(Sheet.application_id == Application.id, Application.contest_id == contest.id)
            .where(Sheet.status == SheetStatus.SEALED)
        ).all()
        marks = jury.marks_of(session, [sheet.id for sheet, _ in rows])
        for sheet, code in rows:
            if content_hash(sheet, code, criteria, marks.get(sheet.id or 0, {})) != sheet.sha256:
                yield f"sheet {sheet.id} differs from what was sealed"


def _published_too_early(session: Session) -> Iterable[str]:
    for contest in session.exec(select(Contest).where(col(Contest.status).in_(PUBLISHED))).all():
        decision = session.exec(select(Decision).where(Decision.contest_id == contest.id)).first()
        protocol = session.exec(select(Protocol).where(Protocol.contest_id == contest.id)).first()
        if decision is None or decision.status is not DecisionStatus.PUBLISHED:
            yield f"contest {contest.slug} is published without a decision"
        if protocol is None or protocol.signed_at is None:
            yield f"contest {contest.slug} is published without a signed protocol"
    unpublished = session.exec(
        select(Certificate.number)
        .where(Certificate.contest_id == Contest.id)
        .where(col(Contest.status).not_in(PUBLISHED))
    ).all()
    yield from (f"certificate {number} was issued before publication" for number in unpublished)


def _awards_without_a_work(session: Session) -> Iterable[str]:
    """What was decided is of applications that take part."""
    found = session.exec(
        select(Application.number)
        .join(Award, col(Award.application_id) == Application.id)
        .join(Decision, col(Decision.contest_id) == Award.contest_id)
        .where(STANDS, Decision.status != DecisionStatus.PROPOSED, Application.status != Status.ADMITTED)
    ).all()
    return (f"application {number} is awarded and takes no part" for number in found)


def _corrections_undone(session: Session) -> Iterable[str]:
    """The last correction is what stands now, unless a winner has given the award up since."""
    for contest_id in session.exec(select(Correction.contest_id).distinct()).all():
        last = next(iter(corrections.applied(session, contest_id)), None)
        passed_on = awards.taken_back(session, contest_id).values()
        if last and any(one.taken_at and last.settled_at and one.taken_at > last.settled_at for one in passed_on):
            continue
        stands = {one.application_id: one.amount for one in awards.awards(session, contest_id)}
        if last is not None and {one["application"]: one["amount"] for one in last.after["awards"]} != stands:
            yield f"contest {contest_id} awards something else than its correction {last.number} says"


def _too_much_money(session: Session) -> Iterable[str]:
    awarded = func.coalesce(func.sum(Award.amount).filter(STANDS), 0)
    for slug, places, each, total in session.exec(
        select(Contest.slug, Contest.places, Contest.grant_amount, awarded)
        .join(Award, col(Award.contest_id) == Contest.id)
        .group_by(col(Contest.id), col(Contest.slug), col(Contest.places), col(Contest.grant_amount))
    ):
        if places and total > places * each:
            yield f"contest {slug} awards {total} tenge of {places * each}"
    paid = (PaymentStatus.PAID, PaymentStatus.ORDERED)
    for number, amount, total in session.exec(
        select(Contract.number, Grant.amount, func.sum(Payment.amount))
        .where(Contract.grant_id == Grant.id, Payment.grant_id == Grant.id, col(Payment.status).in_(paid))
        .group_by(col(Contract.number), col(Grant.amount), col(Grant.id))
    ):
        if total > amount:
            yield f"contract {number} has {total} tenge paid of {amount}"
    unsigned = session.exec(
        select(Contract.number)
        .where(Payment.grant_id == Contract.grant_id, Payment.status == PaymentStatus.PAID)
        .where(col(Contract.status).in_((ContractStatus.DRAFTED, ContractStatus.SENT)))
    ).all()
    yield from (f"contract {number} is paid and not signed" for number in unsigned)
    for slug, places, each, total in session.exec(
        select(Contest.slug, Contest.places, Contest.grant_amount, func.sum(Payment.amount))
        .join(Grant, col(Grant.contest_id) == Contest.id)
        .join(Payment, col(Payment.grant_id) == Grant.id)
        .where(col(Payment.status).in_(paid))
        .group_by(col(Contest.id), col(Contest.slug), col(Contest.places), col(Contest.grant_amount))
    ):
        if places and each and total > places * each:
            yield f"contest {slug} has {total} tenge paid of its fund of {places * each}"


def _numbers_with_gaps(session: Session) -> Iterable[str]:
    for year, number, last in session.exec(
        select(Contract.year, func.count(col(Contract.id)), func.max(Contract.serial)).group_by(col(Contract.year))
    ):
        if number != last:
            yield f"contracts of {year}: {number} of {last} numbers are there"


def _broken_chains(session: Session) -> Iterable[str]:
    return (f"the journal's {found}" for found in checkpoints.breaks(session))


def _damaged_files(session: Session, shelf: Shelf) -> Iterable[str]:
    for sha256 in sorted({sha256 for column in STORED for sha256 in session.exec(select(column)).all() if sha256}):
        try:
            shelf.read(sha256)
        except FileDamaged:
            yield f"file {sha256} is missing or changed"
