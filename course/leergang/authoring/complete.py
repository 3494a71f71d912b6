"""What a module or an assignment needs before it is complete."""

from collections.abc import Iterator, Mapping
from typing import Any

from leergang.content import Content
from leergang.kinds import Exercise
from leergang.kinds.choice import Choice
from leergang.kinds.text import Text
from leergang.misconceptions import misconceptions

PRACTICE, KINDS = 10, 4
RECALLS, FIRST_TO_RECALL = 3, "02"  # from the third module on there is something to look back on
SCORED, LEVELS, SAMPLES = 8, 4, 2
BY_HAND = {"alliantieplan"}  # an instructor grades all of it


def module_faults(name: str, content: Content, text: str) -> Iterator[str]:
    """What a module lacks, according to the course's own pattern."""
    exercises = list(content.exercises.values())
    steps = [one.step for one in exercises]
    practice = [one for one in exercises if one.step in {"practice", "decide"}]
    if len(practice) < PRACTICE or len({one.kind for one in practice}) < KINDS:
        yield f"heeft minstens {PRACTICE} oefenvragen nodig, over minstens {KINDS} soorten; het zijn er {len(practice)}"
    recalls = RECALLS if name >= FIRST_TO_RECALL else 0
    if steps[:recalls] != ["recall"] * recalls or "recall" in steps[recalls:]:
        yield f'hoort te beginnen met precies {recalls} terugblikvragen (step = "recall")'
    later = [step for step in steps if step != "recall"]
    if not later or later[0] != "predict":
        yield 'begint niet met een voorspelling (step = "predict")'
    for step, what in (("own", "stap voor de eigen alliantie"), ("plan", "als-danplan")):
        if step not in steps:
            yield f'heeft geen {what} (step = "{step}")'
    if not any(one.kind == "scenario" and one.after for one in exercises):
        yield "heeft geen scenario met een nabespreking (after)"
    if "\n## Bronnen" not in text:
        yield "heeft geen kop ‘## Bronnen’"
    if "redactionele uitwerking" not in text.lower():
        yield "zegt niet wat redactionele uitwerking is"


def assignment_faults(name: str, content: Content) -> Iterator[str]:
    """What an assignment lacks; its content has the key laid over it."""
    exercises = list(content.exercises.values())
    scored = [one for one in exercises if one.has_key]
    if name not in BY_HAND and (len(scored) < SCORED or len({one.kind for one in scored}) < KINDS):
        yield f"heeft minstens {SCORED} nagekeken vragen nodig, van minstens {KINDS} soorten; het zijn er {len(scored)}"
    for one in exercises:
        yield from (f"oefening ‘{one.id}’: {fault}" for fault in _question_faults(one))
    yield from _misconception_faults(content)


def _misconception_faults(content: Content) -> Iterator[str]:
    """An instructor sees the sentence, so each misconception has one; a sentence that nothing refers to is a slip."""
    used = {name: one.id for one in content.exercises.values() for name in misconceptions(one).values()}
    for name in sorted(used.keys() - content.misconceptions.keys()):
        yield f"oefening ‘{used[name]}’: het misverstand ‘{name}’ heeft geen zin in [misconceptions] in de sleutel"
    for name in sorted(content.misconceptions.keys() - used.keys()):
        yield f"het misverstand ‘{name}’ staat in [misconceptions], en geen enkele keuze verwijst ernaar"


def _question_faults(one: Exercise) -> Iterator[str]:
    if one.points <= 0:
        yield "heeft geen punten (points)"
    if isinstance(one, Text):
        if len(one.levels) != LEVELS or max((level.points for level in one.levels), default=0) != one.points:
            yield f"de sleutel hoort {LEVELS} niveaus (levels) te geven, tot en met {one.points} punten"
        if len(one.samples) < SAMPLES:
            yield f"de sleutel hoort {SAMPLES} voorbeeldantwoorden (samples) te geven"
    elif not one.has_key:
        yield "de sleutel zegt niet wat goed is"
    if isinstance(one, Choice):
        yield from (
            f"optie ‘{option.id}’: noem het misverstand (misconception)"
            for option in one.options
            if option.credit == 0 and not option.misconception
        )


def leaked(source: Mapping[str, Any], key: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """The fields that stand in the released questions while they belong to the key."""
    for field, value in key.items():
        if field in {"id", "format"} or field not in source:
            continue
        yield from _leaked_field(source[field], value, f"{where}{field}")


def _leaked_field(source: Any, key: Any, where: str) -> Iterator[str]:
    if isinstance(source, dict) and isinstance(key, dict):
        yield from leaked(source, key, f"{where}.")
    elif _tables(source) and _tables(key):
        for one in key:
            same: dict[str, Any] = next((table for table in source if table.get("id") == one.get("id")), {})
            yield from leaked(same, one, f"{where} ‘{one.get('id')}’ ")
    else:
        yield where


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)
