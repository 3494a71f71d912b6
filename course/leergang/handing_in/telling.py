"""What a participant reads before and after handing in."""

from collections.abc import Iterator

from leergang.handing_in.draft import Draft
from leergang.handing_in.place import EARLIER, SHELF, Place
from leergang.handing_in.receipt import Receipt
from leergang.ui import word


def before(draft: Draft) -> Iterator[str]:
    """What will be handed in, what is open, and what it would replace."""
    yield f"{draft.title}. {word('submit', 'items')}: {filled(draft.filled, draft.total)}."
    yield from remarks(draft)
    for heading, titles in open_items(draft):
        yield heading
        yield from (f"  – {title}" for title in titles)


def open_items(draft: Draft) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is not, or not wholly, filled in: a heading with the titles below it."""
    if len(draft.blank) == draft.total:
        yield word("submit", "nothing_filled"), ()
        return
    for name, titles in (("blank", draft.blank), ("part", draft.part)):
        if titles:
            yield word("submit", name), titles


def remarks(draft: Draft) -> Iterator[str]:
    """What else should be known before handing in: what cannot be read, and what would be replaced."""
    yield from draft.warnings
    if draft.earlier:
        yield word("submit", "replaces", when=draft.earlier.when, code=draft.earlier.code, folder=f"{SHELF}/{EARLIER}")
        if not draft.changed:
            yield word("submit", "unchanged")


def after(receipt: Receipt, place: Place, remark: str = "") -> Iterator[str]:
    """The receipt, and what to do now."""
    if remark:
        yield remark
    yield word("submit", "done", title=receipt.title, when=receipt.when)
    yield f"{word('submit', 'who')}: {receipt.name}"
    yield f"{word('submit', 'items')}: {filled(receipt.filled, receipt.total)}"
    yield f"{word('submit', 'code')}: {receipt.code}"
    yield f"{word('submit', 'where')}: {place.shelf / receipt.file if receipt.file else word('submit', 'exchange')}"
    yield word("submit", "mail" if receipt.file else "nothing")


def filled(number: int, total: int) -> str:
    """How many items are filled in."""
    return word("submit", "filled", number=number, total=total)
