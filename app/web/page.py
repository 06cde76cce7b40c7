"""How an endpoint answers: a page, the fragment of it that was asked for, or «see there»."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlmodel import Session
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app import i18n
from app.contests import rules
from app.programmes import queries as programmes
from app.programmes.models import Organisation
from app.web.current import MaybeViewer, SessionDep, Viewer, house_of
from app.web.desk import INSIDE, Desk
from app.web.house import House

FLASH = "flash"


@dataclass
class Page:
    request: Request
    house: House
    session: Session
    user: Viewer | None
    place: str = ""
    """The path that this page calls its own, where the address that was asked for must not stand in it."""
    _flashes: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, template: str, *, fragment: str = "", status: int = 200, **context: Any) -> Response:
        """Render `template`; with htmx only `fragment`, where one is named."""
        name = fragment if fragment and self.wants_fragment else template
        return self.html(name, status=status, **context)

    def html(self, name: str, *, status: int = 200, **context: Any) -> Response:
        if isinstance(desk := context.get("desk"), Desk):
            context |= {"office_nav": self._office(desk), "office_title": i18n.pick(desk.contest.title)}
        text = self.house.templates.get_template(name).render(page=self, status=status, **context)
        response = HTMLResponse(text, status_code=status)
        self._deliver_flashes(response, rendered=not self.wants_fragment)
        return response

    def see(self, route: str, *, anchor: str = "", query: dict[str, str] | None = None, **params: Any) -> Response:
        """After a success: go and look at that page."""
        target = str(self.request.app.url_path_for(route, **params))
        target += f"?{urlencode(query)}" if query else ""
        return self.see_path(target + (f"#{anchor}" if anchor else ""))

    def see_path(self, target: str) -> Response:
        response: Response
        if self.wants_fragment:
            headers = {"HX-Refresh": "true"} if self._is_here(target) else {"HX-Redirect": target}
            response = Response(status_code=200, headers=headers)
        else:
            response = RedirectResponse(target, status_code=303)
        self._deliver_flashes(response, rendered=False)
        return response

    def _is_here(self, target: str) -> bool:
        """A place of the page that asks: its address with an anchor alone would load nothing anew."""
        here, there = urlsplit(self.request.headers.get("hx-current-url", "")), urlsplit(target)
        return bool(there.fragment) and (here.path, here.query) == (there.path, there.query)

    def say(self, text: str, kind: str = "ok") -> None:
        """A sentence for the next page that this person sees. `kind`: ok, info, warn or bad."""
        self._flashes.append((kind, text))

    def file(self, data: bytes, media_type: str, name: str, *, inline: bool = False) -> Response:
        """A file of ours (a paper that we made). What people uploaded goes through `web/downloads.py`."""
        ascii_name = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
        disposition = "inline" if inline else "attachment"
        encoded = urlencode({"": name})[1:].replace("+", "%20")
        headers = {"Content-Disposition": f"{disposition}; filename=\"{ascii_name}\"; filename*=UTF-8''{encoded}"}
        return Response(data, media_type=media_type, headers=headers)

    @property
    def wants_fragment(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    @property
    def language(self) -> str:
        return i18n.language()

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        return [(code, i18n.NAMES[code]) for code in i18n.LANGUAGES]

    def language_url(self, code: str) -> str:
        """This page in another language. A page that answered a POST is left by its address."""
        asked = [] if self.place else self.request.query_params.multi_items()
        query = [(key, value) for key, value in asked if key != "lang"]
        return f"{self.path}?{urlencode([*query, ('lang', code)])}"

    @property
    def path(self) -> str:
        return self.place or str(self.request.scope["path"])

    @property
    def route(self) -> str:
        return getattr(self.request.scope.get("route"), "name", "")

    @cached_property
    def flash(self) -> list[tuple[str, str]]:
        """What the pages before this one wanted said."""
        try:
            waiting = self._serializer.loads(self.request.cookies.get(FLASH, ""))
        except BadSignature:
            waiting = []
        return [(str(kind), str(text)) for kind, text in waiting] + self._flashes

    @cached_property
    def organisation(self) -> Organisation | None:
        return programmes.organisation(self.session)

    @property
    def banner(self) -> str | None:
        if (self.house.settings.data / "demonstration").exists():
            return i18n.gettext("Demonstration: every person, school and application here is invented.")
        return None

    def _office(self, desk: Desk) -> list[tuple[str, str, str, bool]]:
        """The staff's places in this contest: label, address, icon, whether we are there."""
        paths = {route: self.path_for(route, slug=desk.contest.slug) for route, _, _ in desk.places}
        return [
            (i18n.gettext(label), paths[route], icon, self._is_in(route, paths[route]))
            for route, label, icon in desk.places
        ] + self._directory()

    def _is_in(self, place: str, path: str) -> bool:
        """Whether this page is a place of the desk or lies inside it, by its name or by its address."""
        if _is_named(INSIDE.get(".".join(self.route.split(".")[:2]), self.route), place):
            return True
        return place != "office.contest" and self.request.scope["path"].startswith(f"{path}/")

    def _directory(self) -> list[tuple[str, str, str, bool]]:
        """The schools of all contests, for those who keep them."""
        if self.user is None or not rules.may_keep_places(frozenset(name for _, name in self.user.roles)):
            return []
        return [(i18n.gettext("Schools and districts"), self.path_for("office.schools"), "book", False)]

    def path_for(self, route: str, **params: Any) -> str:
        return str(self.request.app.url_path_for(route, **params))

    @property
    def _serializer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.house.keys.link_secret, salt=FLASH)

    def _deliver_flashes(self, response: Response, *, rendered: bool) -> None:
        if self._flashes and not rendered:
            secure = self.house.settings.is_secure
            value = self._serializer.dumps(self._flashes)
            response.set_cookie(FLASH, str(value), max_age=60, httponly=True, samesite="lax", secure=secure)
        elif rendered and FLASH in self.request.cookies:
            response.delete_cookie(FLASH)


def _is_named(here: str, place: str) -> bool:
    return f"{here}.".startswith((f"{place}.", f"{place.removesuffix('s')}."))


async def get_page(request: Request, session: SessionDep, user: MaybeViewer) -> Page:
    return Page(request, house_of(request), session, user)


PageDep = Annotated[Page, Depends(get_page, scope="function")]
