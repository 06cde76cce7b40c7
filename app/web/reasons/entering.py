"""Why something is refused to people, contests, applications, files and lists."""

from app.i18n import mark

CONFLICT = 409
REASONS: dict[str, tuple[int, str]] = {
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
    "file-gone": (422, mark("The file that waited here is gone: please choose it again.")),
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
}
