"""Drivers: the directory of schools and districts."""

from app.documents import sheets
from app.places.importing import COLUMNS
from authz.rows import Row, get, post, whole

SCHOOLS = sheets.xlsx(
    sheets.Table(
        "Мектептер", [words[0] for words in COLUMNS.values()],
        [("", "Жаңа мектеп", "Новая школа", "T00", "Жаңаауыл", "Новое", "иә", "тізім")],
    )
)  # fmt: skip
FACTS = {"name_kk": "Жаңа мектеп", "name_ru": "Новая школа", "settlement_kk": "Жаңаауыл", "settlement_ru": "Новое",
         "territory": "T00", "rural": "yes", "source": "тізім"}  # fmt: skip
NAMES = {"name_kk": "Ақсу ауданы", "name_ru": "Аксуский район"}
SCHOOL, OTHER = {"school_id": "school_TCH"}, {"school_id": "school_TCH", "other_id": "school_TCH2"}
ROWS: list[Row] = [
    *whole("places.keep", "open", get("office.schools", shows="names"), get("office.schools.export"),
           get("office.schools.template"), get("office.schools.new"), get("office.schools.import"),
           get("office.schools.twins"), get("office.schools.school", shows="names", **SCHOOL),
           get("office.schools.merge", shows="names", **OTHER), get("office.territories"),
           get("office.territories.territory", code="territory")),
    *whole("places.keep", "open", post("office.schools.create", FACTS),
           post("office.schools.check", **SCHOOL, quiet=True),
           post("office.schools.preview", files=(("list", "schools.xlsx", SCHOOLS),), quiet=True),
           post("office.schools.confirm", {"token": "{schools_token}"}),
           post("office.territories.save", NAMES, code="territory")),
    *whole("places.keep", "open", post("office.schools.save", FACTS, **SCHOOL)),
    *whole("places.keep", "open", post("office.schools.merge.post", {"kept": "{school_TCH2}"}, **OTHER)),
]  # fmt: skip
