"""What a browser calls itself, as people know it."""

from app.i18n import gettext

BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("YaBrowser", "Yandex"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """«Chrome, Android» from a User-Agent header; it proves nothing, it only helps to recognise one's own."""
    found = [next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or gettext("Unknown device")
