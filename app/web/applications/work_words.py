"""What the fields of the form of a pupil's work are called, and what their choices mean."""

from app.applications.drawing_forms import Relation
from app.applications.models import WorkKind
from app.i18n import gettext, mark

FIELDS = {
    "picture": mark("Picture of the work"),
    "school_q": mark("Find the school"),
    "school_is_new": mark("It is not in the list, I describe it here"),
    "author_last_kk": mark("Surname in Kazakh"),
    "author_first_kk": mark("First name in Kazakh"),
    "author_last_ru": mark("Surname in Russian"),
    "author_first_ru": mark("First name in Russian"),
    "born_on": mark("Date of birth"),
    "age": mark("Age, full years (instead of the date of birth)"),
    "grade": mark("Grade"),
    "sex": mark("Sex"),
    "school_territory": mark("District or city of the school"),
    "school": mark("School"),
    "school_name_kk": mark("Name of the school in Kazakh"),
    "school_name_ru": mark("Name of the school in Russian"),
    "school_settlement": mark("Settlement"),
    "school_rural": mark("Is it a rural school?"),
    "teacher_name": mark("Teacher"),
    "teacher_phone": mark("Teacher's phone"),
    "nomination": mark("Nomination"),
    "work_kind": mark("Kind of work"),
    "title": mark("Title of the work"),
    "technique": mark("Technique"),
    "own_work": mark("The child made the work alone; it was not copied from a template."),
    "consent_take_part": mark(
        "Agrees that the child takes part: the data are processed for the contest, the admitted work is shown with its"
        " title and district, a winner's with first name, initial and grade."
    ),
    "consent_show_name": mark(
        "Agrees that first name, initial and grade stand beside the work in the gallery, a winner's full name in the"
        " results."
    ),
    "consent_photo": mark("Agrees that photos of the child at the award ceremony are published."),
    "representative_name": mark("Full name of the legal representative"),
    "representative_relation": mark("Who they are to the child"),
    "consent_on": mark("Date of the consent"),
}
KINDS = {
    WorkKind.DRAWING: mark("Drawing"),
    WorkKind.POSTER: mark("Poster"),
    WorkKind.AUTHORS_WORK: mark("Author's work"),
}
RELATIONS = {
    Relation.MOTHER: mark("Mother"),
    Relation.FATHER: mark("Father"),
    Relation.GUARDIAN: mark("Guardian"),
}
SEX = {"female": mark("Female"), "male": mark("Male")}
YES_NO = {"yes": mark("Yes"), "no": mark("No")}
CHOICES: dict[str, dict[str, str]] = {
    "work_kind": {kind.value: text for kind, text in KINDS.items()},
    "representative_relation": {relation.value: text for relation, text in RELATIONS.items()},
    "sex": SEX,
    "school_rural": YES_NO,
}
"""Field → value → msgid."""


class Words:
    """For templates: `words.label("grade")`, `words.options("sex")`."""

    def label(self, name: str) -> str:
        return gettext(FIELDS[name])

    def named(self, name: str) -> str:
        """The label where something follows it."""
        return self.label(name).rstrip(".")

    def options(self, name: str) -> list[tuple[str, str]]:
        return [(value, gettext(text)) for value, text in CHOICES[name].items()]


WORDS = Words()
