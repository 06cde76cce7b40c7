"""Whether something that a person typed has become part of a page."""

from bs4 import BeautifulSoup

SIGN = "zq7"
"""Stands in every string below, nowhere else."""
STRINGS = (
    "<script>zq7()</script>", "<ScRiPt src=//zq7.example></ScRiPt>", "<img src=x onerror=zq7()>", "<svg/onload=zq7()>",
    '"><img src=x onerror=zq7()>', "'><svg onload=zq7()>", '" onmouseover="zq7()', "' autofocus onfocus='zq7()",
    "</textarea><script>zq7()</script>", "</title><script>zq7()</script>", "</option></select><b id=zq7>",
    "javascript:zq7()//", "<a href=javascript:zq7()>x</a>", "<iframe srcdoc='<script>zq7()</script>'>",
    "<form action=//zq7.example><input name=zq7>", "<style>*{background:url(//zq7.example)}</style>",
    "<!--<img src=--><img src=x onerror=zq7()>", "<zq7 style=x:expression(zq7())>",
    "&lt;script&gt;zq7()&lt;/script&gt;",
    "<meta http-equiv=refresh content='0;url=//zq7.example'>",
)  # fmt: skip
CARRIES_TEXT = frozenset({"value", "title", "alt", "aria-label", "placeholder", "content", "data-name", "data-text",
                          "data-copy"})  # fmt: skip


def assert_nothing_was_born(html: str) -> None:
    """No element, attribute, script, style, address or comment of the page has the sign in it."""
    soup = BeautifulSoup(html, "html5lib")
    for tag in soup.find_all(True):
        assert SIGN not in tag.name
        for name, value in tag.attrs.items():
            assert SIGN not in name
            assert not name.startswith("on"), f"{name} of <{tag.name}>"
            if name not in CARRIES_TEXT:
                assert SIGN not in str(value).partition("?")[0], f"{name} of <{tag.name}>: {value}"
                assert not str(value).strip().lower().startswith("javascript:")
    for tag in soup.select("script, style, template"):
        assert SIGN not in tag.decode_contents() or tag.name == "template"
    for comment in soup.find_all(string=lambda text: type(text).__name__ == "Comment"):
        assert SIGN not in comment
