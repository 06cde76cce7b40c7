"""Questions about signed papers that winners sent. A copy of a paper that was called back meanwhile is none."""

from collections.abc import Sequence

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from app.grants import queries, report_queries
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.models import Contract, ContractStatus, Grant, Side
from app.grants.report_models import Act

UNSIGNED = or_(
    col(Contract.status) == ContractStatus.SENT,
    and_(col(Contract.status) == ContractStatus.SIGNED_BY_ONE, col(Contract.signed_first) == Side.GRANTOR),
)
"""The winner's signature is still to come."""


def to_sign(session: Session, grant_id: int | None, paper: Copied) -> Contract | Act | None:
    """What the winner is to sign now, by hand."""
    if paper is Copied.ACT:
        act = report_queries.act(session, grant_id)
        return act if act is not None and act.signed_on is None else None
    return session.exec(select(Contract).where(Contract.grant_id == grant_id, UNSIGNED)).first()


def last(session: Session, grant_id: int | None, paper: Copied) -> SignedCopy | None:
    """Of the paper as it is now; whatever became of it. One that nobody answered before the paper was signed otherwise
    is none."""
    made = report_queries.act(session, grant_id) if paper is Copied.ACT else queries.contract(session, grant_id)
    if made is None or made.pdf_sha256 is None:
        return None
    found = session.exec(
        select(SignedCopy)
        .where(SignedCopy.grant_id == grant_id, SignedCopy.paper == paper)
        .order_by(col(SignedCopy.id).desc())
    ).first()
    if found is None or not is_of(found, made):
        return None
    is_moot = found.status is CopyStatus.SENT and to_sign(session, grant_id, paper) is None
    return None if is_moot else found


def is_of(copy: SignedCopy, made: Contract | Act) -> bool:
    """Whether it shows that paper, and was sent since the paper was sent last."""
    since = made.sent_at if isinstance(made, Contract) else None
    return copy.of == made.pdf_sha256 and (since is None or copy.sent_at >= since)


def waiting(session: Session, grant_id: int | None, paper: Copied) -> SignedCopy | None:
    """The row of that paper that nobody has answered yet, also where the paper was called back."""
    return session.exec(
        select(SignedCopy).where(
            SignedCopy.grant_id == grant_id, SignedCopy.paper == paper, SignedCopy.status == CopyStatus.SENT
        )
    ).first()


def to_look_at(session: Session, contest_id: int | None) -> dict[int, SignedCopy]:
    """Grant id → the signed paper that came and waits for the office."""
    found = session.exec(
        select(SignedCopy)
        .join(Grant, col(Grant.id) == SignedCopy.grant_id)
        .join(Contract, col(Contract.grant_id) == Grant.id)
        .join(Act, col(Act.grant_id) == Grant.id, isouter=True)
        .where(Grant.contest_id == contest_id, SignedCopy.status == CopyStatus.SENT)
        .where(
            or_(
                and_(
                    col(SignedCopy.of) == col(Contract.pdf_sha256),
                    UNSIGNED,
                    or_(col(Contract.sent_at).is_(None), col(SignedCopy.sent_at) >= col(Contract.sent_at)),
                ),
                and_(col(SignedCopy.of) == col(Act.pdf_sha256), col(Act.signed_on).is_(None)),
            )
        )
    ).all()
    return {copy.grant_id: copy for copy in found}


def of_grant(session: Session, grant_id: int | None) -> Sequence[SignedCopy]:
    return session.exec(select(SignedCopy).where(SignedCopy.grant_id == grant_id)).all()
