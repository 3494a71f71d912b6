"""Hands that use the keyboard alone: tab, arrows, space, enter and letters. Nothing here clicks or sets the focus."""

from typing import Any

from browser import box, expect_saved
from playwright.sync_api import Locator, Page, expect

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
from leergang.kinds.scenario import Scenario
from leergang.kinds.text import Text
from leergang.ui import word

FAR = 150  # presses of the tab key; only a trap takes so many

# Where a control is, seen from the focus: 0 here, or in the same row of radio buttons; 1 further on; -1 back.
WHERE = """(one) => {
  const now = document.activeElement;
  if (now === one || (one.type === "radio" && now.name === one.name)) return 0;
  return now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 1;
}"""


def tab_to(control: Locator) -> None:
    """Press tab, or shift and tab, until this control has the focus."""
    for _ in range(FAR):
        way = control.evaluate(WHERE)
        if way == 0:
            return
        control.page.keyboard.press("Tab" if way > 0 else "Shift+Tab")
    raise AssertionError(f"the tab key does not reach {control}")


def press(page: Page, key: str, times: int = 1) -> None:
    """Press a key so many times."""
    for _ in range(times):
        page.keyboard.press(key)


def type_answer(page: Page, exercise: Exercise, value: Any) -> None:
    """Answer a blank exercise, and wait until that is saved."""
    where = box(page, exercise.id)
    match exercise:
        case Choice():
            for option in value:
                _tick(where.locator(f"input[value='{option}']"))
        case Bins():
            _type_bins(where, exercise, value)
        case Order():
            _type_order(where, [item.id for item in exercise.items], value)
        case Allocate():
            for part in exercise.parts:
                for group in value:
                    slider = where.locator(f"[data-set='{group}'][data-part='{part.id}']")
                    _slide(slider, value[group][part.id] // exercise.step_size)
        case Balance():
            _slide(where.locator("input[type=range]"), value // 5)
        case Scale():
            for row in where.locator(".lg-rating").all():
                _tick(row.locator("input[value='4']"))
        case Scenario():
            _type_scenario(where, exercise, value)
        case Loop():
            _type_order(where, [item.id for item in exercise.items], value["order"])
            _tick(where.locator(f"input[value='{value['break']}']"))
        case Map():
            for contact in value:
                _type_contact(where, contact)
        case Grid():
            for cell in where.locator("select").all():
                _pick(cell, "2")
        case Text():
            for one, area in zip(exercise.fields, where.locator("textarea").all(), strict=True):
                tab_to(area)
                page.keyboard.type(value[one.id])
        case _:
            raise AssertionError(f"no keys for {exercise.kind}")
    expect_saved(where)


def _tick(box_or_radio: Locator) -> None:
    """Tick a box, or go with the arrows to a radio button in its row."""
    tab_to(box_or_radio)
    here, last = box_or_radio.evaluate(
        """(one) => {
          const row = one.type === "radio" ? [...document.getElementsByName(one.name)] : [one];
          return [row.indexOf(document.activeElement), row.indexOf(one)];
        }"""
    )
    press(box_or_radio.page, "Space" if here == last else "ArrowDown", max(1, last - here))


def _pick(select: Locator, value: str) -> None:
    """Go with the arrows to an option of a closed list."""
    tab_to(select)
    now, wanted = select.evaluate(
        "(one, value) => [one.selectedIndex, [...one.options].findIndex((option) => option.value === value)]", value
    )
    press(select.page, "ArrowDown" if wanted > now else "ArrowUp", abs(wanted - now))


def _slide(slider: Locator, steps: int) -> None:
    tab_to(slider)
    press(slider.page, "Home")
    press(slider.page, "ArrowRight", steps)


def _type_bins(where: Locator, exercise: Bins, value: dict[str, str]) -> None:
    for item, row in zip(exercise.items, where.locator(".lg-item").all(), strict=True):
        if row.locator("select").count():
            _pick(row.locator("select"), value[item.id])
        else:
            _tick(row.locator(f"input[value='{value[item.id]}']"))


def _type_order(where: Locator, now: list[str], value: list[str]) -> None:
    for place, wanted in enumerate(value):
        from_place = now.index(wanted)
        if from_place > place:
            tab_to(where.locator(".lg-order > li").nth(from_place).get_by_role("button", name=word("actions", "up")))
            press(where.page, "Enter", from_place - place)
            now.insert(place, now.pop(from_place))


def _type_scenario(where: Locator, exercise: Scenario, value: list[str]) -> None:
    for number, (node, move) in enumerate(exercise.steps(value), 1):
        tab_to(where.locator(".lg-move-choice").nth(node.choices.index(move)))
        press(where.page, "Enter")
        expect(where.locator(".lg-passed")).to_have_count(number)
        expect(where.locator(".lg-here")).to_be_focused()


def _type_contact(where: Locator, contact: dict[str, Any]) -> None:
    tab_to(where.get_by_role("button", name=word("labels", "add")))
    press(where.page, "Enter")
    where.page.keyboard.type(contact["name"])
    row = where.locator(".lg-contacts > li").last
    _pick(row.locator("select").nth(0), contact["field"])
    _pick(row.locator("select").nth(1), str(contact["tie"]))
