"""What the fields of the small-grant form are called; rows as `costs.price`."""

from app.applications.answers import ROW
from app.applications.forms import Category, Sex
from app.i18n import gettext, mark

FIELDS = {
    "kind": mark("Who is applying"),
    "group_name": mark("Name of the group"),
    "org_name_kk": mark("Full name of the organisation in Kazakh"),
    "org_name_ru": mark("Full name of the organisation in Russian"),
    "bin": mark("BIN"),
    "head": mark("Head of the organisation"),
    "head_position": mark("Position of the head"),
    "name": mark("Surname, first name, patronymic (if any)"),
    "name_ru": mark("The same in Russian"),
    "born_on": mark("Date of birth"),
    "phone": mark("Phone"),
    "email": mark("E-mail"),
    "settlement": mark("Settlement"),
    "address": mark("Address"),
    "workplace": mark("Place of work or study, position"),
    "sex": mark("Sex"),
    "category": mark("Social category"),
    "experience": mark("Experience"),
    "members": mark("Members of the group"),
    "members.name": mark("Full name"),
    "members.born": mark("Year of birth"),
    "members.role": mark("Role in the project"),
    "nomination": mark("Nomination"),
    "territory": mark("District or city"),
    "place": mark("Place of implementation"),
    "title": mark("Project title"),
    "problem": mark("Problem statement"),
    "goal": mark("Goal: what will change"),
    "target": mark("Target group"),
    "results": mark("Measurable results"),
    "results.what": mark("What we count"),
    "results.number": mark("How many"),
    "results.unit": mark("Unit"),
    "volunteers": mark("Volunteers"),
    "partners": mark("Partners and permissions"),
    "sustainability": mark("What remains after the grant"),
    "risks": mark("Risks and safety"),
    "publicity": mark("How people will learn of it"),
    "activities": mark("Activities"),
    "activities.what": mark("Activity"),
    "activities.when": mark("When"),
    "activities.where": mark("Where"),
    "activities.responsible": mark("Who is responsible"),
    "activities.result": mark("Result"),
    "costs": mark("Budget lines"),
    "costs.group": mark("Budget item"),
    "costs.name": mark("What you buy"),
    "costs.unit": mark("Unit"),
    "costs.quantity": mark("Quantity"),
    "costs.price": mark("Price"),
    "costs.own": mark("Own contribution"),
    "costs.reason": mark("Why it is needed, where the price is from"),
    "requested": mark("Sum you ask for"),
    "truthful": mark("Everything in this application is true."),
    "no_double_funding": mark("Nobody else pays for the same costs."),
    "no_conflict": mark(
        "Neither I nor anyone of the project is an organiser, a member of the commission or their close relative."
    ),
    "rules_accepted": mark("I have read the contest rules and accept them."),
    "personal_data": mark("I agree to the collection and processing of my personal data for this contest."),
    "publish": mark("I agree that my name and the project may be shown on the site and in the news."),
}
SEX = {Sex.FEMALE: mark("Female"), Sex.MALE: mark("Male")}
CATEGORY = {
    Category.YOUTH: mark("Youth"),
    Category.CIVIL_SERVANT: mark("Civil servants"),
    Category.PUBLIC_SECTOR: mark("Public-sector employees"),
    Category.DISABILITY: mark("Persons with disabilities"),
    Category.OLDER: mark("Older people (50+)"),
    Category.UNEMPLOYED: mark("Unemployed"),
    Category.NGO: mark("NGO representatives"),
    Category.BUSINESS: mark("Business"),
    Category.OTHER: mark("Other categories"),
}


def named(name: str) -> str:
    """Of a field in a summary; a row's field as «Budget lines, № 2, Price». What the form does not ask but somebody
    sent stands as it was called."""
    row = ROW.match(name)
    if row is None:
        return label(name)
    field = f"{row[1]}.{row[3]}"
    return f"{label(row[1])}, № {int(row[2]) + 1}, {label(field) if field in FIELDS else row[3]}"


def label(name: str) -> str:
    """Of a field, or of a row's field as `costs.price`, in the reader's language."""
    return gettext(FIELDS[name])
