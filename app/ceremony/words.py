"""How the receiver of a minor's gifts stands to the child."""

from app.documents.bilingual import Both
from app.i18n import mark

RELATIONS = {
    "mother": Both("анасы", "мать"),
    "father": Both("әкесі", "отец"),
    "guardian": Both("қамқоршысы", "опекун"),
    "teacher": Both("педагогі", "педагог"),
}
"""Who receives a gift for a minor, as the act prints it."""
RELATION = {
    "mother": mark("mother"), "father": mark("father"), "guardian": mark("guardian"), "teacher": mark("teacher"),
}  # fmt: skip
