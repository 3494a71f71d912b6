"""The comparison of the sides in words: what to talk about first, where they see the same, and every statement.

Names come from files of others: whatever is not of the course is escaped here and never read as Markdown.
"""

from collections.abc import Iterable, Sequence
from html import escape

from leergang.markdown import to_inline_html
from leergang.partner.comparison import Comparison, Row, Topic
from leergang.partner.talks import Talk, first_talks
from leergang.partner.veil import FEWEST
from leergang.ui import word
from leergang_widgets.dots import Line

MOST_SHOWN, MOST_SURPRISES = 6, 3  # of a list; the tables hold them all


def comparison_html(comparison: Comparison) -> str:
    """Everything under the chart; nothing while there is nothing to compare."""
    if len(comparison.parties) < 2:
        return ""
    return "".join(
        [
            *_notes(comparison),
            _talks(first_talks(comparison)),
            _apart(comparison.apart),
            _same(comparison.same),
            _surprises(comparison.surprises),
            *map(_table, comparison.topics),
            _folded(word("partner", "how_title"), f"<p>{word('partner', 'how', fewest=FEWEST)}</p>"),
        ]
    )


def lines(comparison: Comparison) -> list[Line]:
    """The rows of the chart: each topic as a heading, with its themes. Values stand in the order of all parties."""
    names = [party.name for party in comparison.parties]
    found = []
    for topic in comparison.topics:
        means = [(group.text, dict(zip(topic.parties, values, strict=True))) for group, values in topic.means()]
        shown = [Line(text, [by_name.get(name) for name in names]) for text, by_name in means]
        if any(len([one for one in line.values if one is not None]) > 1 for line in shown):
            found += [Line(topic.title), *shown]
    return found


def in_words(comparison: Comparison) -> str:
    """What the chart shows, for who does not see it."""
    names, said, topic = [party.name for party in comparison.parties], [], ""
    for line in lines(comparison):
        known = [(name, value) for name, value in zip(names, line.values, strict=False) if value is not None]
        if known:
            said.append(f"{topic}, {line.label}: " + ", ".join(f"{name} {_number(value)}" for name, value in known))
        elif not line.values:
            topic = line.label
    return f"{word('partner', 'chart')} {'; '.join(said)}."


def _notes(comparison: Comparison) -> Iterable[str]:
    """What is missing for a whole picture."""
    own, *others = comparison.parties
    if not any(own.people[0].ratings.values()):
        yield f"<p class='lg-notice'>{word('partner', 'own_blank')}</p>"
    for party in comparison.parties:
        if party.waiting:
            name = "hidden_one" if party.waiting == 1 else "hidden"
            yield f"<p>{word('partner', name, party=_name(party.name), people=party.waiting, fewest=FEWEST)}</p>"
    if others and not any(row.gap is not None for row in comparison.rows):
        yield f"<p>{word('partner', 'nothing_yet')}</p>"


def _talks(talks: Sequence[Talk]) -> str:
    if not talks:
        return ""
    items = (
        _item(one.row, word("partner", f"why_{one.why}", points=_points(one.row)), one.row.statement.talk)
        for one in talks
    )
    head = f"<h3>{word('partner', f'talks_{len(talks)}')}</h3><p>{word('partner', 'talks_hint')}</p>"
    return f"{head}<ol class='lg-talks'>{''.join(items)}</ol>"


def _apart(rows: Sequence[Row]) -> str:
    return _section(word("partner", "apart"), [_item(row, "") for row in rows])


def _same(rows: Sequence[Row]) -> str:
    """Folded, with the counts in view: what goes well needs no conversation today."""
    if not rows:
        return ""
    texts = [f"<h3>{word('partner', 'same')}</h3>"]
    for level in ("high", "low", ""):
        mine = [_item(row, "") for row in rows if row.level == level]
        summary = word("partner", f"same_{level or 'middle'}", count=len(mine))
        texts.append(_folded(summary, f"<ul>{''.join(mine)}</ul>") if mine else "")
    return "".join(texts)


def _surprises(rows: Sequence[Row]) -> str:
    items = [_item(row, word("partner", "guess", guess=_number(row.guess))) for row in rows]
    return _section(word("partner", "surprises"), items[:MOST_SURPRISES])


def _section(heading: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    rest = len(items) - MOST_SHOWN
    more = f"<li class='lg-small'>{word('partner', 'more', count=rest)}</li>" if rest > 0 else ""
    return f"<h3>{heading}</h3><ul>{''.join(items[:MOST_SHOWN])}{more}</ul>"


def _item(row: Row, note: str, text: str = "") -> str:
    """A statement with what each side gives it, and what to ask."""
    figures = f"{_name(row.topic)}: {row_figures(row)}"
    small = f"<span class='lg-small'>{figures}{f' · {note}' if note else ''}</span>"
    asked = f"<br>{to_inline_html(text)}" if text else ""
    return f"<li><strong>{to_inline_html(row.statement.text)}</strong><br>{small}{asked}</li>"


def row_figures(row: Row) -> str:
    """What each party gives, as HTML."""
    return ", ".join(f"{_name(name)} {_number(value)}" for name, value in zip(row.parties, row.values, strict=True))


def _table(topic: Topic) -> str:
    heads = [*map(_name, topic.parties), word("partner", "all"), word("partner", "gap")]
    head = "".join(f"<th scope='col'>{one}</th>" for one in [word("partner", "statement"), *heads])
    body = "".join(map(_table_row, topic.rows))
    title = word("partner", "table", topic=_name(topic.title))
    parts = f"<caption class='lg-hidden'>{title}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    region = f"class='lg-compared' tabindex='0' role='region' aria-label='{escape(topic.title)}'"
    return _folded(title, f"<div {region}><table>{parts}</table></div>")


def _folded(summary: str, inside: str) -> str:
    return f"<details><summary>{summary}</summary>{inside}</details>"


def _table_row(row: Row) -> str:
    cells = [*map(_number, row.values), _number(row.total), _number(row.gap)]
    text = to_inline_html(row.statement.text)
    return f"<tr><th scope='row'>{text}</th>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"


def _points(row: Row) -> str:
    return _number(row.gap)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0").replace(".", ",")


def _name(text: str) -> str:
    """A name in any script, that cannot turn or mark up the text around it."""
    return f"<bdi>{escape(text)}</bdi>"
