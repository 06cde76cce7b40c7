"""Words and status for every reason with which the domain refuses. Times show with their zone, numbers grouped."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app import i18n
from app.errors import RuleBroken
from app.i18n import gettext, mark

CONFLICT = 409
REASONS: dict[str, tuple[int, str]] = {
    # commission and seals
    "deputy-taken": (CONFLICT, mark("The commission has a deputy chair already.")),
    "applicant-votes": (CONFLICT, mark("%(name)s has entered this contest and cannot judge in it.")),
    "secretary-votes": (
        CONFLICT,
        mark("%(name)s is the secretary of this contest, reads applicants' names, and so has no vote."),
    ),
    "voter-as-secretary": (
        CONFLICT,
        mark("%(name)s has a vote on the commission: a secretary reads applicants' names and has none."),
    ),
    "sharing-frozen": (CONFLICT, mark("Judging has begun: how works are shared stays as it was.")),
    "all-judge-all": (CONFLICT, mark("In this contest everybody judges everything: there is nothing to draw.")),
    "unsealing-waits": (CONFLICT, mark("Somebody has asked to open this sheet already: it waits for agreement.")),
    "same-person": (CONFLICT, mark("You asked for this yourself: another person has to decide.")),
    "own-sheet": (CONFLICT, mark("This is your own sheet: another person has to do it.")),
    "nomination-closed": (CONFLICT, mark("The chair has closed this nomination: its marks are known.")),
    "judges-on-paper": (CONFLICT, mark("You judge on paper: the office enters your sheets.")),
    "not-on-paper": (CONFLICT, mark("This member judges on the screen, not on paper.")),
    "paper-begun": (CONFLICT, mark("Marks have come in already: the way of judging stays as it is.")),
    "paper-entered": (CONFLICT, mark("These sheets have been entered already.")),
    "paper-unsettled": (CONFLICT, mark("Choose what stands on the paper for every difference.")),
    "paper-scan-missing": (CONFLICT, mark("Paper sheets are sealed by the office with the scan of what was signed.")),
    # any lifecycle
    "not-now": (CONFLICT, mark("This can no longer be done: it is already «%(state)s».")),
    "changed-meanwhile": (CONFLICT, mark("Somebody changed this meanwhile. Look at the new version, then go on.")),
    # people
    "too-many-tries": (429, mark("Too many attempts. Try again in %(minutes)s minutes.")),
    "link-used": (410, mark("This link has been used or is out of date. Ask for a new one.")),
    "address-taken": (CONFLICT, mark("This address already has an account.")),
    "address-unconfirmed": (
        CONFLICT,
        mark("Confirm your e-mail address first: we have sent you a letter with a link."),
    ),
    "link-of-another": (403, mark("This invitation is for another address than the one you are signed in with.")),
    "server-busy": (503, mark("The server is busy. Try again in a minute.")),
    "letter-not-refused": (CONFLICT, mark("This letter has not been refused: there is nothing to try again.")),
    "letter-private": (CONFLICT, mark("This letter carries a personal link: it goes to nobody else.")),
    "messages-closed": (CONFLICT, mark("Nothing more can be written about this application.")),
    "messages-fast": (429, mark("That is many messages at once. Go on in %(minutes)s minutes.")),
    "witness-named": (CONFLICT, mark("This address gets the checkpoints already.")),
    "witnesses-enough": (CONFLICT, mark("There are %(count)s addresses: that is enough.")),
    "role-held": (CONFLICT, mark("This person has this role already.")),
    # contests
    "not-open-yet": (CONFLICT, mark("Applications open on %(opens)s.")),
    "deadline-passed": (CONFLICT, mark("Applications closed on %(closed)s. Your draft is kept.")),
    "dates-out-of-order": (CONFLICT, mark("The dates have to follow each other: opening, closing, results.")),
    "closes-in-past": (CONFLICT, mark("Applications cannot close in the past.")),
    "already-open": (CONFLICT, mark("Applications are open already: the opening stays as it was.")),
    "judging-began": (CONFLICT, mark("Judging has begun: the closing of applications stays as it was.")),
    "not-ready": (CONFLICT, mark("The contest is not ready: %(count)s things are missing. The overview lists them.")),
    "settings-frozen": (
        CONFLICT,
        mark("The contest was announced on %(announced)s: people rely on how it asks, judges and awards."),
    ),
    "address-taken-by-contest": (CONFLICT, mark("Another contest has this address or these letters already.")),
    "prefix-taken": (CONFLICT, mark("Another contest of this year numbers its applications so.")),
    "rules-missing": (CONFLICT, mark("Write the rules in Kazakh and in Russian first.")),
    "rules-frozen": (CONFLICT, mark("The rules were frozen when the contest was announced on %(announced)s.")),
    "still-open": (CONFLICT, mark("Applications are accepted until %(closes)s; judging begins after that.")),
    "admission-waits": (CONFLICT, mark("Decide first on every application that waits for admission: %(count)s.")),
    "judging-goes-on": (CONFLICT, mark("Nominations whose score sheets are not all sealed yet: %(count)s.")),
    # applications
    "cure-passed": (CONFLICT, mark("The time to correct it ended on %(until)s.")),
    "until-past": (CONFLICT, mark("The last day for corrections has to lie ahead.")),
    "form-incomplete": (
        CONFLICT,
        mark("Not everything is filled in yet. Look at the last step: it lists what is missing."),
    ),
    "drafts-many": (
        CONFLICT,
        mark("You have begun %(most)s drafts already. Go on with one of them, or delete one that you do not need."),
    ),
    "nomination-entered": (
        CONFLICT,
        mark(
            "You have applied in this nomination already: № %(number)s «%(title)s». Choose another nomination, change "
            "that application or withdraw it. This draft is kept."
        ),
    ),
    "entries-many": (
        CONFLICT,
        mark("One applicant may hand in at most %(most)s here, and you have. This draft is kept."),
    ),
    "decision-begun": (CONFLICT, mark("The commission has begun to decide: this can no longer be done.")),
    # files
    "file-none": (422, mark("Choose a file first.")),
    "file-empty": (422, mark("The file is empty. Choose another one.")),
    "file-large": (413, mark("The file is larger than %(most)s MB. Make the photo smaller and try again.")),
    "file-type": (415, mark("This is not a JPEG, PNG, WebP or PDF file, or its name says something else.")),
    "file-heic": (
        415,
        mark("HEIC is not supported. On an iPhone: Settings → Camera → Formats → “Most Compatible”."),
    ),
    "file-damaged": (422, mark("The file is damaged or was not uploaded completely.")),
    "picture-huge": (422, mark("The picture has more than %(most)s megapixels. Make it smaller and try again.")),
    "picture-needed": (415, mark("The work itself has to be a picture: JPEG, PNG or WebP.")),
    "pdf-active": (422, mark("The PDF contains scripts or other files, or is protected by a password.")),
    "pdf-long": (422, mark("The PDF has more than %(most)s pages.")),
    "file-twice": (CONFLICT, mark("This file has been added already.")),
    "pictures-many": (CONFLICT, mark("At most %(most)s pictures of one work.")),
    "files-many": (CONFLICT, mark("At most %(most)s files can be added.")),
    "files-heavy": (413, mark("All files together may have at most %(most)s MB.")),
    "uploads-fast": (429, mark("These are many files at once. Go on in a minute.")),
    "files-fixed": (CONFLICT, mark("The application has been admitted: its files can no longer be changed.")),
    # what came on paper
    "sticker-taken": (CONFLICT, mark("Sticker № %(number)s is on another work already.")),
    "stickers-none": (CONFLICT, mark("These stickers have not been made yet.")),
    "received-ahead": (422, mark("It cannot have come later than now.")),
    "received-fixed": (CONFLICT, mark("It has been handed in: when it was received stays as it was written down.")),
    "address-there": (CONFLICT, mark("This person has an e-mail address already.")),
    # schools
    "school-merged": (CONFLICT, mark("«%(name)s» has been merged into another school.")),
    "school-itself": (CONFLICT, mark("A school cannot be merged with itself.")),
    # lists as XLSX
    "sheet-type": (415, mark("This is not an XLSX file. In Excel: File → Save as → XLSX.")),
    "sheet-old": (
        415,
        mark(
            "This is an old XLS file, or one with a password. Open it in Excel and save it as XLSX without a password."
        ),
    ),
    "sheet-damaged": (422, mark("The table is damaged or was not uploaded completely. Save it anew as XLSX.")),
    "sheet-unsafe": (422, mark("There is something in this file that no table needs. Copy the list into a new file.")),
    "sheet-large": (413, mark("There is too much in this file. Leave only the list in it: at most %(most)s rows.")),
    "sheet-rows": (422, mark("The list has more than %(most)s rows. Divide it into several files.")),
    "sheet-columns": (422, mark("The list has more than %(most)s columns. Take the template.")),
    "sheet-blank": (422, mark("Nothing is written on the first sheet.")),
    "sheet-headings": (422, mark("The headings of these columns are missing: %(missing)s. Take the template.")),
    # a teacher's batch
    "batch-full": (CONFLICT, mark("A batch has at most %(most)s works. Begin another batch for the rest.")),
    "works-none": (CONFLICT, mark("No work is ready to be handed in yet: each row says what it lacks.")),
    "archive-type": (415, mark("This is not a ZIP file, or it is damaged.")),
    "archive-large": (413, mark("The ZIP is larger than %(most)s MB. Send it in parts, or choose the pictures.")),
    "archive-locked": (422, mark("The ZIP is protected by a password. Pack it without one.")),
    "archive-unsafe": (422, mark("The ZIP holds something else than pictures: another archive, a link, or too much.")),
    "archive-many": (422, mark("There are %(found)s files in the ZIP; a batch has at most %(most)s works.")),
    "archive-blank": (422, mark("There is no file in the ZIP.")),
    "list-headings": (422, mark("The list has no known headings. Download the empty list and fill that in.")),
    "list-blank": (422, mark("The list has no line yet.")),
    "list-long": (422, mark("There are %(found)s lines in the list; a batch has at most %(most)s works.")),
    # admission
    "checks-open": (CONFLICT, mark("The check list is not complete: %(left)s points have no «yes».")),
    "consent-missing": (CONFLICT, mark("The consent without which nothing is admitted is missing.")),
    "consents-late": (CONFLICT, mark("The work has passed its check: a signed paper can no longer be added here.")),
    "look-over": (CONFLICT, mark("This has been looked at or decided otherwise meanwhile.")),
    "own-decision": (CONFLICT, mark("You have decided this yourself: the second look is another person's.")),
    "judging-has-begun": (CONFLICT, mark("Judging has begun: this can no longer be done.")),
    "results-out": (CONFLICT, mark("The results are published: this can no longer be done.")),
    "judged-without-it": (
        CONFLICT,
        mark("Experts have closed their sheets in this nomination without it: it can no longer be judged."),
    ),
    "extension-early": (CONFLICT, mark("The extension has to end after applications close: %(closes)s.")),
    "extension-runs": (CONFLICT, mark("Somebody's deadline was extended until %(until)s: wait, or end it first.")),
    "checklist-begun": (CONFLICT, mark("Applications have been checked already: lines can only be added.")),
    "checklist-empty": (CONFLICT, mark("The check list needs at least one line.")),
    "checklist-long": (CONFLICT, mark("The check list has at most %(most)s lines.")),
    # judging
    "judging-closed": (CONFLICT, mark("Judging is closed. Your marks are as you saved them last.")),
    "sheet-closed": (CONFLICT, mark("This sheet can no longer be changed.")),
    "work-withheld": (CONFLICT, mark("You could read a name in this work: it comes back once the name is covered.")),
    "works-withheld": (CONFLICT, mark("A work in which you could read a name has not come back yet.")),
    "no-exposure": (CONFLICT, mark("This work has been given back already.")),
    "already-sealed": (CONFLICT, mark("This nomination is sealed already.")),
    "sheets-unfinished": (CONFLICT, mark("Works that still need marks: %(count)s.")),
    "shortlist-first": (CONFLICT, mark("First comes the quick round: works are judged by all criteria after it.")),
    "shortlist-over": (CONFLICT, mark("The quick round of this nomination is over.")),
    "glances-unfinished": (CONFLICT, mark("Works that still wait for your answer: %(count)s.")),
    "mark-outside-scale": (422, mark("A mark is a whole number from 0 to %(greatest)s.")),
    "already-seated": (CONFLICT, mark("%(name)s sits on this commission already.")),
    "already-replaced": (CONFLICT, mark("Somebody has taken this member's place already.")),
    "chair-taken": (CONFLICT, mark("This commission has a chair already.")),
    # papers and gifts
    "results-unpublished": (CONFLICT, mark("Papers and gifts come after the results are published.")),
    "paper-not-due": (CONFLICT, mark("This paper is not due: it was issued already, or it was not earned.")),
    "paper-void": (CONFLICT, mark("This paper was replaced or revoked: it is not printed any more.")),
    "paper-altered": (503, mark("The stored paper does not agree with its signature. It is not printed; tell us.")),
    "papers-none": (CONFLICT, mark("There is no paper to print here yet.")),
    "names-not-now": (CONFLICT, mark("Names are checked from the judging on until the contest is put away.")),
    "reprint-reason": (422, mark("Papers that were printed before: %(papers)s. Say why they are printed again.")),
    "addressee-has-papers": (CONFLICT, mark("This person has a letter already: revoke it instead.")),
    "event-not-now": (CONFLICT, mark("Events are arranged from the announcement on until the contest is put away.")),
    "event-over": (CONFLICT, mark("The event has begun or is over.")),
    "programme-missing": (CONFLICT, mark("Write the programme first.")),
    "exhibits-none": (CONFLICT, mark("No work may be shown yet: consents to take part are missing.")),
    "gifts-none": (CONFLICT, mark("The act needs at least one gift.")),
    "gifts-many": (CONFLICT, mark("At most %(most)s gifts can be listed.")),
    "gifts-handed-over": (CONFLICT, mark("The gifts were handed over on %(on)s: the act stays as it was signed.")),
    "receiver-missing": (CONFLICT, mark("Say who receives for the minor.")),
    "act-missing": (CONFLICT, mark("Make the handover act first.")),
    # grants
    "remark-missing": (422, mark("Say what to do with what you return.")),
    "items-returned": (CONFLICT, mark("Some items are to be corrected (%(number)s): return the report.")),
    "nothing-returned": (422, mark("Mark what is to be corrected, or say it in general.")),
    "later-asked": (CONFLICT, mark("You have asked already: wait for the answer.")),
    "later-answered": (CONFLICT, mark("This has been answered already.")),
    "later-day": (422, mark("Choose a day from %(least)s to %(most)s.")),
    "film-needed": (422, mark("This is not a video: send MP4, MOV, WebM or 3GP.")),
    "grants-unpublished": (CONFLICT, mark("Grants open when the results are published.")),
    "details-missing": (CONFLICT, mark("The winner has not filled in the details yet.")),
    "details-frozen": (CONFLICT, mark("Contract № %(number)s is signed: the details can no longer be changed.")),
    "protocol-unsigned": (CONFLICT, mark("The commission's protocol has to be signed first.")),
    "project-dates-missing": (CONFLICT, mark("Set the dates of the projects in the settings of the contest first.")),
    "budget-differs": (
        CONFLICT,
        mark("The budget of the application adds up to %(budget)s ₸, the grant is %(amount)s ₸."),
    ),
    "contract-exists": (CONFLICT, mark("There is a contract already: № %(number)s.")),
    "contract-before-protocol": (422, mark("The contract cannot be older than the protocol of %(held)s.")),
    "contract-unsigned": (CONFLICT, mark("This opens once the contract is signed.")),
    "signed-before-dated": (422, mark("The contract is dated %(dated)s: it cannot have been signed before.")),
    "date-ahead": (422, mark("This day is still ahead: today is %(today)s.")),
    "order-noted": (422, mark("The payment order № %(number)s is noted already.")),
    "grant-not-accepted": (CONFLICT, mark("First the winner says that they take the grant.")),
    "answer-day-past": (422, mark("Choose a day after %(after)s.")),
    "answer-not-due": (CONFLICT, mark("The winner may still answer until %(until)s.")),
    "contract-in-force": (CONFLICT, mark("Contract № %(number)s is signed: the grant can no longer be refused.")),
    "ended-before-signing": (422, mark("The contract was signed on %(signed)s: it cannot have ended before.")),
    "return-over": (422, mark("At most %(left)s ₸ can come back: no more was paid.")),
    "rate-noted": (422, mark("This kind has a rate since %(since)s already.")),
    "withheld-over": (CONFLICT, mark("The rates withhold more than the payment of %(gross)s ₸.")),
    "fund-over": (422, mark("Together the payments would be more than the fund of %(fund)s ₸.")),
    "paid-before-order": (422, mark("The order is of %(ordered)s: this cannot have been before.")),
    "amendment-before-contract": (422, mark("The contract was signed on %(signed)s: a change is later.")),
    "amendment-open": (CONFLICT, mark("An agreement of this kind waits for signatures already.")),
    "amendment-same": (CONFLICT, mark("Nothing would change.")),
    "ends-before": (422, mark("The projects begin on %(starts)s: it cannot end before.")),
    "payment-over": (422, mark("At most %(left)s ₸ are left to be paid.")),
    "paid-before-signing": (422, mark("The contract was signed on %(signed)s: money cannot have left before.")),
    "photo-needed": (415, mark("This has to be a photo: JPEG, PNG or WebP.")),
    "link-twice": (CONFLICT, mark("This link has been added already.")),
    "evidence-many": (CONFLICT, mark("At most %(most)s can be added here.")),
    "caption-long": (422, mark("A caption has at most 200 characters.")),
    # deciding
    "place-taken": (CONFLICT, mark("The place is taken already: %(place)s. Look at the board again.")),
    "not-eligible": (CONFLICT, mark("This application is below the threshold or has too few score sheets.")),
    "places-over": (CONFLICT, mark("The contest has no more than %(places)s awards.")),
    "budget-over": (CONFLICT, mark("The awards come to %(total)s ₸, but there are only %(most)s ₸.")),
    "ties-open": (CONFLICT, mark("Nominations in which equal scores wait for the commission's vote: %(count)s.")),
    "reasons-missing": (CONFLICT, mark("Choices of the commission that still need a reason: %(count)s.")),
    "nominations-open": (CONFLICT, mark("Nominations without an award and without a reason why: %(count)s.")),
    "limits-broken": (CONFLICT, mark("Limits of the rules that the choice breaks: %(count)s.")),
    "tie-gone": (CONFLICT, mark("These applications are not level any more. Look at the board again.")),
    "votes-equal": (422, mark("The votes are equal: say for whom the chair's casting vote was.")),
    "votes-many": (422, mark("The commission has only %(members)s voting members.")),
    "decision-unconfirmed": (CONFLICT, mark("The commission's decision is not confirmed yet.")),
    "award-gone": (CONFLICT, mark("Awarded applications that have left the contest meanwhile: %(count)s.")),
    "protocol-missing": (CONFLICT, mark("Fill in the protocol first.")),
    "protocol-signed": (CONFLICT, mark("The protocol is signed: nothing in it can be changed.")),
    "quorum-missing": (
        CONFLICT,
        mark("There is no quorum: %(present)s of %(members)s voting members took part, %(required)s are needed."),
    ),
    "votes-differ": (422, mark("There are %(said)s votes, but %(present)s voting members took part.")),
    "votes-lost": (CONFLICT, mark("More members voted against the decision than for it.")),
    "second-person": (CONFLICT, mark("You have confirmed it already: now another person has to.")),
    "day-alone": (CONFLICT, mark("So far only you have confirmed it: alone you can do it again after %(until)s.")),
    "not-empty": (CONFLICT, mark("An award is chosen there: change it on its nomination.")),
    "not-signed-yet": (CONFLICT, mark("The protocol is not signed yet: change the choice on the board.")),
    "correction-waits": (CONFLICT, mark("A correction of the results waits for a second person.")),
    "correction-empty": (CONFLICT, mark("Nothing would change: these applications are awarded already.")),
    "award-confirmed": (
        CONFLICT,
        mark("This application is awarded and the decision is confirmed: open the choice again on the board first."),
    ),
    "award-signed": (
        CONFLICT,
        mark("This application is awarded and the protocol is signed: take the award away by a correction first."),
    ),
    "publication-past": (422, mark("The time of the publication has to lie ahead.")),
    "appeal-closed": (CONFLICT, mark("Appeals were accepted until %(until)s.")),
    "appeal-there": (CONFLICT, mark("There is an appeal about this application already.")),
    "appeal-answered": (CONFLICT, mark("This appeal has been answered.")),
    "scan-there": (CONFLICT, mark("A signed paper is attached already: say why another one takes its place.")),
    "item-quorum-missing": (
        CONFLICT,
        mark(
            "Nomination «%(nomination)s» has no quorum without those who stepped back: %(present)s of %(members)s took "
            "part, %(required)s are needed."
        ),
    ),
    "item-votes-differ": (
        422,
        mark("Nomination «%(nomination)s»: there are %(said)s votes, but %(present)s members who may vote took part."),
    ),
}
"""Reason → (status, sentence with the facts' names in it)."""


def status(broken: RuleBroken) -> int:
    return REASONS[broken.reason][0] if broken.reason in REASONS else CONFLICT


def sentence(broken: RuleBroken) -> str:
    if broken.reason not in REASONS:
        return gettext("This cannot be done now.")
    facts: Mapping[str, Any] = {name: _shown(value) for name, value in broken.facts.items()}
    return gettext(REASONS[broken.reason][1]) % facts


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return i18n.moment(value)
    if isinstance(value, date):
        return i18n.day(value)
    if isinstance(value, dict):
        return i18n.pick(value)
    if isinstance(value, int):
        return i18n.number(value)
    return gettext(value) if value else ""
