"""The command line `baiqau`: everything that is done to an installation rather than in it."""

import argparse
import getpass
import json
import logging
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app import i18n, journal, migrations
from app.db import make_engine, transaction
from app.settings import settings

log = logging.getLogger("baiqau")
BAD_CODES = {
    "unreadable": "this is no code of a paper: give the whole address from the QR code, with what stands after #",
    "unknown-key": "the code was signed with a key that is not among ours: the paper does not come from us",
    "altered": "the signature does not match: the paper was altered or is false",
}


class Failed(Exception):
    """What the operator reads after `baiqau:`; the exit status is 1."""


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    _log_to_console()
    try:
        options.run(options)
    except Failed as failure:
        print(f"baiqau: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="baiqau", description="Runs small-grant competitions and drawing contests.")
    commands = top.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Any, about: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(run=run)
        return sub

    command("serve", serve, "serve the site; a new data folder is prepared first").add_argument(
        "--demo", action="store_true", help="fill an empty data folder with the demonstration world"
    )
    command("init", init, "prepare the data folder: database, keys, both contests as drafts")
    command("demo", demo, "fill an empty data folder with the demonstration world")
    command("migrate", migrate, "bring the database to the newest schema")
    person = command("create-user", create_user, "make a person; with --organiser of every contest")
    person.add_argument("email")
    person.add_argument("--name", required=True)
    person.add_argument("--organiser", action="store_true", help="organiser of every contest that exists")
    person.add_argument("--operator", action="store_true", help="runs the installation")
    person.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    command("deliver-mail", deliver_mail, "take waiting letters to the mail server once")
    command("tick", tick, "do once what comes round by itself: clearing away, reminders")
    verifying = command("verify", verify, "check the journal and its checkpoints; names the first broken entry")
    checkpoint = "letter or file with checkpoints that somebody kept; - for standard input"
    verifying.add_argument("--against", action="append", default=[], metavar="FILE", help=checkpoint)
    verifying.add_argument("--paper", metavar="CODE", help="check a paper offline: the address in its QR code")
    verifying.add_argument("--keys", metavar="FILE", help="contest-keys.json of the site, where the keys are not here")
    command("replace-key", replace_key, "papers are signed with a new key from now on; older ones stay ours")
    command("check", check, "check the invariants of the data and every stored file")
    return top


def serve(options: argparse.Namespace) -> None:
    import uvicorn

    init(options)
    if options.demo:
        _demonstrate_once()
    print(f"Байқау: {settings().base_url}", flush=True)
    uvicorn.run(
        "app.main:serve", factory=True, host=settings().host, port=settings().port, access_log=False,
        log_config=None, proxy_headers=settings().trusted_proxies > 0, server_header=False,
    )  # fmt: skip


def init(_: argparse.Namespace) -> None:
    from app.contests.presets import load_presets
    from app.keys import Keys

    if not i18n.knows_the_time(datetime.now(UTC)):
        raise Failed("the time zone data of this machine is out of date")
    settings().data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings().url)
    _upgrade(engine)
    Keys(settings().data / "keys").make_all()
    with transaction(engine) as session:
        load_presets(session, now=datetime.now(UTC))
    engine.dispose()


def migrate(_: argparse.Namespace) -> None:
    settings().data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings().url)
    _upgrade(engine)
    engine.dispose()


def _upgrade(engine: Engine) -> None:
    try:
        migrations.upgrade(engine)
    except migrations.UnknownSchema as unknown:
        raise Failed(
            f"the database has tables of another version ({unknown}); nothing was changed. Put its folder aside"
            f" ({settings().data}), or set BAIQAU_DATA to a new one"
        ) from unknown


def demo(options: argparse.Namespace) -> None:
    init(options)
    if not _demonstrate_once():
        raise Failed(f"{settings().data} already holds a demonstration or real data; choose another BAIQAU_DATA")


def _demonstrate_once() -> bool:
    """Build the demonstration world unless this data folder has people already; print its accounts."""
    from app.demo import world

    if settings().host not in ("127.0.0.1", "localhost", "::1"):
        raise Failed("the demonstration world has a public password: it is served on loopback only")
    engine = make_engine(settings().url)
    made = world.build(engine, settings(), now=datetime.now(UTC))
    engine.dispose()
    if made or (settings().data / "demonstration").exists():
        print(world.ACCOUNTS_NOTE)
    return made


def create_user(options: argparse.Namespace) -> None:
    from app.accounts import people
    from app.contests import roles
    from app.errors import RuleBroken
    from app.web.refusals import sentence
    from app.web.sentences import wrong

    read = sys.stdin.readline if options.password_stdin else lambda: getpass.getpass("Password: ")
    password = read().rstrip("\n")
    engine = make_engine(settings().url)
    try:
        with transaction(engine) as session:
            now = datetime.now(UTC)
            user = people.create(
                session, email=options.email, name=options.name, password=password, language=settings().language,
                is_operator=options.operator, is_confirmed=True, now=now,
            )  # fmt: skip
            if options.organiser:
                roles.make_organiser_everywhere(session, user, now=now)
    except (RuleBroken, ValueError) as refused:
        raise Failed(sentence(refused) if isinstance(refused, RuleBroken) else wrong(refused)) from refused
    finally:
        engine.dispose()
    print(f"{options.email} can sign in.")


def deliver_mail(_: argparse.Namespace) -> None:
    from app.main import create_app
    from app.web.postman import round_trip

    if not settings().smtp_url:
        raise Failed("BAIQAU_SMTP_URL is not set: letters stay in the office")
    print(f"{round_trip(create_app().state.house)} letters delivered")


def tick(_: argparse.Namespace) -> None:
    from app.main import create_app
    from app.web import ticking

    done = ticking.tick(create_app().state.house, datetime.now(UTC))
    for name, number in done.items():
        print(f"{name}: {'broke off' if number is None else number}")
    if None in done.values():
        raise Failed("not every duty was done; the log says why")


def replace_key(_: argparse.Namespace) -> None:
    from app.keys import Keys
    from app.papers import keyring

    now, config = datetime.now(UTC), settings()
    with transaction(make_engine(config.url)) as session:
        old, new = keyring.replace(session, Keys(config.data / "keys"), i18n.local(now).date(), now=now)
    print(f"key {old} is retired, {new} signs papers from now on; copy the folder keys/ to where its copy is kept")


def verify(options: argparse.Namespace) -> None:
    (verify_paper if options.paper else verify_journal)(options)


def verify_journal(options: argparse.Namespace) -> None:
    from app import checkpoints
    from app.keys import Keys

    given = [point for path in options.against for point in _checkpoints_in(path)]
    keys = Keys(settings().data / "keys")
    for one in given:
        if not checkpoints.is_ours(keys, one):
            print(f"the checkpoint of entry {one.seq} of {one.chain} does not bear our signature", file=sys.stderr)
    engine = make_engine(settings().url)
    with transaction(engine, reads_only=True) as session:
        broken, held = checkpoints.breaks(session, given), len(journal.chains(session))
        erased, noted = journal.erased(session), checkpoints.count(session)
    if broken:
        raise Failed("\n".join(map(str, broken)))
    print(f"{held} chains hold, {noted} checkpoints agree, {len(given)} given ones too; {erased} payloads are erased")


def verify_paper(options: argparse.Namespace) -> None:
    """Whether we signed what the code of a paper says; asks neither the database nor the network."""
    from app.papers import codes

    try:
        said = codes.read(options.paper, _public_keys(options.keys))
    except codes.BadCode as bad:
        raise Failed(BAD_CODES[str(bad)]) from bad
    print("signed by us; compare every line with the paper, and ask the site whether it was replaced or revoked\n")
    print(f"Number: {said['number']}")
    for name, label in codes.FIELDS.items():
        if name in said:
            print(f"{label}: {' / '.join(codes.shown(said[name]))}")


def _public_keys(path: str | None) -> dict[str, Any]:
    """Ids and keys: of the file that the site publishes, or of this installation. Raises Failed."""
    from app.keys import Keys
    from app.papers import codes

    if path is None:
        folder = settings().data / "keys"
        if not (folder / "certificates.key").exists():
            raise Failed(f"there are no keys in {folder}; take /.well-known/contest-keys.json of the site: --keys FILE")
        return codes.known(Keys(folder).public_keys)
    try:
        with open(path, encoding="utf-8") as file:
            return codes.known(map(codes.published_key, json.load(file)["keys"]))
    except (OSError, ValueError, LookupError, TypeError) as wrong:
        raise Failed(f"{path} holds no keys: {wrong}") from wrong


def _checkpoints_in(path: str) -> list[Any]:
    """Of a letter as it came (.eml) or a file of lines; «-» is standard input. A file without any is a mistake."""
    from app import checkpoints

    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as refused:
        raise Failed(f"{path}: {refused.strerror}") from refused
    letter = message_from_bytes(data, policy=default)
    part = letter.get_body(("plain", "html")) if letter["Content-Type"] else None
    found = checkpoints.read(str(part.get_content()) if part else data.decode("utf-8", "replace"))
    if not found:
        raise Failed(f"{path} holds no checkpoint")
    return found


def check(_: argparse.Namespace) -> None:
    from app import invariants
    from app.files import Shelf

    engine = make_engine(settings().url)
    with transaction(engine, reads_only=True) as session:
        found = invariants.broken(session, Shelf(settings().data / "files"))
    if found:
        raise Failed("\n".join(found))
    print("every invariant holds")


class _Lines(logging.Formatter):
    """Requests as JSON, the rest as plain lines."""

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", None)
        if fields is None:
            return super().format(record)
        return json.dumps({"at": datetime.now(UTC).isoformat(timespec="seconds"), **fields}, ensure_ascii=True)


def _log_to_console() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_Lines("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("alembic", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
