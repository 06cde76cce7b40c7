"""Why something is refused to the commission: judging and deciding."""

from app.i18n import mark

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
    "sharing-frozen": (CONFLICT, mark("Applications are closed: how works are shared stays as it was.")),
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
    "paper-settled": (CONFLICT, mark("Somebody has settled it already: look at the paper and agree, or settle anew.")),
    "paper-scan-missing": (CONFLICT, mark("Paper sheets are sealed by the office with the scan of what was signed.")),
    # judging
    "nobody-late": (CONFLICT, mark("Everybody has sealed already.")),
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
    "organiser-closes": (
        CONFLICT,
        mark(
            "You are an organiser of this contest, too: nobody opens marks alone. A chair who is no organiser ends the "
            "judging; or let another member take the open places and seal."
        ),
    ),
    "conflicts-undeclared": (
        CONFLICT,
        mark("First say for which works you have a conflict of interest, or that there are none."),
    ),
    "conflicts-outdated": (
        CONFLICT,
        mark("New works have come to you meanwhile. Look through them, too, and declare again."),
    ),
    "chair-taken": (CONFLICT, mark("This commission has a chair already.")),
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
