"""What the tests know of the course: where it stands, and every exercise in it with a right and a wrong answer."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from leergang.authoring.build import assignment_names
from leergang.authoring.notebooks import module_folders, module_notebook
from leergang.content import Content, load_content
from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.balance import Balance
from leergang.kinds.bins import Bins
from leergang.kinds.choice import Choice
from leergang.kinds.grid import Grid
from leergang.kinds.loop import Loop
from leergang.kinds.map import Map
from leergang.kinds.order import Order
from leergang.kinds.scale import Scale
from leergang.kinds.scenario import Node, Scenario
from leergang.kinds.text import Text

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "tests" / "sample"


@cache
def contents() -> dict[str, Content]:
    """Every module, every assignment with its key, and the sample, by name."""
    return dict(_contents())


def _contents() -> Iterator[tuple[str, Content]]:
    yield "sample", load_content(SAMPLE)
    for folder in module_folders(ROOT / "modules"):
        yield folder.name, load_content(folder)
    for name in assignment_names(ROOT):
        course = ROOT / "assignments"
        yield name, load_content(course / "source" / name, course / "keys" / f"{name}.toml")


def put_sample(workspace: Path) -> str:
    """A new module with an exercise of every kind; returns its folder in the workspace."""
    folder = workspace / "modules" / f"99_proef_{len(list(workspace.glob('modules/99_*')))}"
    folder.mkdir()
    shutil.copy(SAMPLE / "content.toml", folder)
    text = "\n\n".join(f"{{{{ oefening {one} }}}}" for one in contents()["sample"].exercises)
    notebook = module_notebook("proef", text, contents()["sample"], [], None, None)
    (folder / "proef.ipynb").write_text(notebook, encoding="utf-8")
    return folder.relative_to(workspace).as_posix()


def exercises() -> list[tuple[str, Exercise]]:
    """Every exercise of the course, by ``module/id``."""
    return [(f"{name}/{one.id}", one) for name, content in contents().items() for one in content.exercises.values()]


def right_answer(exercise: Exercise) -> Any:
    """An answer that earns everything, or a full answer where nothing is right or wrong."""
    match exercise:
        case Choice():
            right = [one.id for one in exercise.options if one.credit == 1] or [exercise.options[0].id]
            return right if exercise.multiple else right[:1]
        case Bins():
            return {item.id: item.right[0] if item.right else exercise.bins[0].id for item in exercise.items}
        case Order():
            return _in_ranks(exercise.right) or [one.id for one in exercise.items]
        case Allocate():
            return {one.id: _inside_bands(exercise) for one in exercise.sets}
        case Balance():
            return sum(exercise.band or (50, 50)) // 2
        case Scale():
            return {side.id: {one.id: 4 for one in exercise.statements} for side in exercise.sides}
        case Scenario():
            return _path(exercise, best=True)
        case Loop():
            best = max(exercise.breaks, key=lambda one: one.credit or 0)
            return {"order": _in_ranks(exercise.right) or [one.id for one in exercise.items], "break": best.id}
        case Map():
            return [{"name": f"N{place}", "field": one.id, "tie": 2} for place, one in enumerate(exercise.fields * 2)]
        case Grid():
            return {row.id: {one.id: 2 for one in exercise.columns} for row in exercise.rows}
        case Text():
            return {one.id: "Een antwoord van enkele woorden. " * 60 for one in exercise.fields}
    raise AssertionError(f"no right answer known for {exercise.kind}")


def wrong_answer(exercise: Exercise) -> Any:
    """A complete answer that earns as little as possible."""
    match exercise:
        case Choice():
            return [min(exercise.options, key=lambda one: one.credit or 0).id]
        case Bins():
            return {item.id: _other_place(exercise, item.right) for item in exercise.items}
        case Order():
            return list(reversed(right_answer(exercise)))
        case Allocate():
            return {exercise.sets[0].id: _outside_bands(exercise)}
        case Balance():
            return 0
        case Scenario():
            return _path(exercise, best=False)
        case Loop():
            worst = min(exercise.breaks, key=lambda one: one.credit or 0)
            return {"order": list(reversed(_in_ranks(exercise.right))), "break": worst.id}
    raise AssertionError(f"no wrong answer known for {exercise.kind}")


def with_key_only(exercises: list[tuple[str, Exercise]]) -> list[tuple[str, Exercise]]:
    """The exercises that say what is right."""
    return [(name, one) for name, one in exercises if one.has_key]


def _in_ranks(right: tuple[tuple[str, ...], ...]) -> list[str]:
    return [one for rank in right for one in rank]


def _other_place(exercise: Bins, right: tuple[str, ...]) -> str:
    return next((one.id for one in exercise.bins if one.id not in right), right[0])


def _inside_bands(exercise: Allocate) -> dict[str, int]:
    points = {part.id: (part.band or (0, exercise.total))[0] for part in exercise.parts}
    for part in exercise.parts:
        room = (part.band or (0, exercise.total))[1] - points[part.id]
        points[part.id] += min(room, exercise.total - sum(points.values()))
    return points


def _outside_bands(exercise: Allocate) -> dict[str, int]:
    lowest = min(exercise.parts, key=lambda part: (part.band or (0, 0))[1])
    return {part.id: exercise.total if part is lowest else 0 for part in exercise.parts}


def _path(exercise: Scenario, best: bool) -> list[str]:
    """The path with the highest or lowest sum of credits."""
    nodes = {node.id: node for node in exercise.nodes}

    def paths(node: Node | None) -> Iterator[tuple[int, list[str]]]:
        if node is None:
            yield 0, []
            return
        for move in node.choices:
            for credit, rest in paths(nodes.get(move.to)):
                yield credit + (move.credit or 0), [move.id, *rest]

    found = list(paths(nodes[exercise.start]))
    return (max if best else min)(found, key=lambda one: one[0])[1]
