"""The one Jinja2 environment: autoescaping, strict, with the words and helpers that every template may use."""

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from app import i18n
from app.cases import agree
from app.errors import RuleBroken
from app.web import refusals
from app.web.ceremony.readiness_words import sentences
from app.web.house import APP


def make_environment(path_for: Callable[..., str]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(APP / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True, pgettext=i18n.pgettext, npgettext=i18n.npgettext
    )
    words: dict[str, Any] = environment.globals
    words |= {name: agreeing(words[name]) for name in ("gettext", "ngettext")}
    environment.globals.update(
        path_for=path_for, static=static, vendor=vendor, t=i18n.pick, money=i18n.money, day=i18n.day,
        short_day=i18n.short_day, moment=i18n.moment, clock=i18n.clock, size=i18n.size, number=i18n.number,
        tenths=i18n.tenths, refusal=refusal, lacking=sentences,
    )  # fmt: skip
    return environment


def agreeing(say: Callable[..., str]) -> Callable[..., str]:
    """The same words; Kazakh dates in them agree with what stands behind (`say` fills in the places by itself)."""

    @pass_context
    def said(context: Context, *words: Any, **facts: Any) -> str:
        text = say(context, *words, **facts)
        return type(text)(agree(text))

    return said


def refusal(reason: str, **facts: Any) -> str:
    """The words with which the domain would refuse."""
    return refusals.sentence(RuleBroken(reason, **facts))


@cache
def static(name: str) -> str:
    """Address of one of our own static files; the version in it changes with the content."""
    digest = hashlib.sha256((APP / "static" / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


@cache
def vendor(name: str) -> str:
    """Address of an htmx file, served from the installed package."""
    if not files("django_htmx").joinpath("static/django_htmx", name).is_file():
        raise FileNotFoundError(name)
    return f"/static/vendor/{name}?v={version('django-htmx')}"
