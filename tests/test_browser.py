"""The course in the real JupyterLab, as a participant sees it: opened, answered, killed, and opened again."""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from browser import (
    NARROW,
    SHOWN,
    WIDE,
    Course,
    Faults,
    Server,
    as_shown,
    box,
    chromium,
    expect_saved,
    free_port,
    give,
    new_context,
    plain,
    program,
    reachable,
    running,
    shown,
    wait_until_run,
)
from course_data import contents, put_sample, right_answer, wrong_answer
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from leergang.answers import AnswerBook
from leergang.kinds import Exercise
from leergang.kinds.allocate import Allocate
from leergang.kinds.scale import UNKNOWN, Scale
from leergang.locate import released
from leergang.ui import word
from leergang.workspace import prepare

pytestmark = pytest.mark.slow
posix = pytest.mark.skipif(os.name != "posix", reason="kills with POSIX signals")

PROCESS, MIX, FORMING, FACTORS = ("01_procesmanager", "05_rollenmix", "06_formeren", "10_succesfactoren")

# What a notebook is made of for a programmer; and what only shows when something is wrong.
PROGRAMMING = [
    *(".cm-editor", ".jp-InputPrompt", ".jp-OutputPrompt", ".jp-Collapser", ".jp-Placeholder", ".jp-MoreHorizIcon"),
    *(
        ".jp-Toolbar",
        ".jp-cell-toolbar",
        ".jp-Notebook-footer",
        ".jp-StatusBar-Widget",
        ".jp-SideBar",
        ".jp-RenderedText",
    ),
    *("#jp-top-panel", "#jp-menu-panel", "#jp-left-stack", "#jp-right-stack", ".lm-MenuBar", ".lm-TabBar"),
    *("[data-mime-type='application/vnd.jupyter.error']", "[data-mime-type='application/vnd.jupyter.stderr']"),
]
TROUBLE = [
    ".jp-Dialog",
    ".Toastify__toast",
    ".lg-error",
    ".lg-notice",
    ".lg-lost",
    ".lg-noext",
    ".lg-loading:not(:empty)",
]


def exercise(module: str, exercise_id: str) -> Exercise:
    """An exercise as its author wrote it."""
    return contents()[module].exercises[exercise_id]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for this file only: while it runs, no other event loop can."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def course(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A running course, which the tests share. Each answers exercises that no other test answers."""
    home = tmp_path_factory.mktemp("thuis")
    with running(home / "leergang", home) as found:
        yield found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The browser of a participant who comes back: JupyterLab is in its cache."""
    with new_context(browser) as found:
        yield found


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab in that browser."""
    found = context.new_page()
    yield found
    found.close()


@pytest.fixture(scope="module")
def proof(course: Course, context: BrowserContext) -> Iterator[tuple[Page, str]]:
    """A tab with an exercise of every kind, and its folder; each test with it answers an exercise of its own."""
    folder, found = put_sample(course.workspace), context.new_page()
    course.open(found, folder)
    yield found, folder
    found.close()


@pytest.fixture
def own_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser for one test, whose drafts are no other's."""
    with new_context(browser) as found:
        yield found


def sample(kind: str) -> Any:
    """The first exercise of this kind in that module."""
    return next(one for one in contents()["sample"].exercises.values() if one.kind == kind)


def visible(page: Page, selectors: list[str]) -> list[str]:
    """Which of these selectors find something that can be seen."""
    return list(page.evaluate("(selectors) => look.visible(selectors)", selectors))


# Opening


@pytest.mark.parametrize("module", [name for name in contents() if name[:2].isdigit()])
def test_a_module_opens_from_the_start_page_and_looks_like_a_course(course: Course, page: Page, module: str) -> None:
    """A click on its card opens it in the same tab; it runs by itself, and nothing of programming is in sight."""
    faults = Faults()
    faults.watch(page)
    notebook = course.notebook(f"modules/{module}")
    page.goto(course.address)
    page.locator(f"{SHOWN} .lg-tile a[href*='{module}']").click()
    wait_until_run(page, notebook)
    called = re.findall(r'exercise\(\\"([\w-]+)\\"\)', notebook.read_text(encoding="utf-8"))
    on_page = page.locator(f"{SHOWN} [data-exercise]").evaluate_all("(all) => all.map((one) => one.dataset.exercise)")
    assert called == on_page
    assert set(contents()[module].exercises) == set(called)
    page.wait_for_function("!look.visible(['.lg-loading:not(:empty)']).length")
    assert [] == visible(page, PROGRAMMING + TROUBLE)
    assert not re.search(r"exercise\(|\bimport\b|Traceback", page.locator("body").inner_text())
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.wait_for_function("look.isLaidOut()")
        assert [] == page.evaluate("look.sideways()"), size
    assert "Leergang Alliantiemanagement" in page.title()
    assert [] == faults.found


def test_the_header_leads_back_to_the_start_page(course: Course, page: Page) -> None:
    """From a module the course's name leads to the start page, and the browser's own button back to the module."""
    course.open(page, f"modules/{PROCESS}")
    page.get_by_role("link", name="Leergang Alliantiemanagement").click()
    expect(page.locator(f"{SHOWN} .lg-tile").first).to_be_visible()
    assert [] == visible(page, PROGRAMMING)
    page.go_back()
    wait_until_run(page, course.notebook(f"modules/{PROCESS}"))


def test_a_term_leads_to_its_meaning(course: Course, page: Page) -> None:
    """The first click on a term opens the glossary where that term stands, far below the top of the page."""
    course.open(page, f"modules/{PROCESS}")
    page.locator(f"{SHOWN} a[href*='begrippen.ipynb'][href$='#Procesmanager']").click()
    heading = page.locator(f"{SHOWN} h3", has_text=re.compile("^Procesmanager"))
    expect(heading).to_be_in_viewport()
    assert page.viewport_size
    assert heading.evaluate("(one) => one.getBoundingClientRect().top") < page.viewport_size["height"] / 4


def test_the_shortcuts_of_a_notebook_do_nothing(course: Course, page: Page) -> None:
    """Keys that add, cut, delete, hide and edit cells in JupyterLab leave a module as it is."""
    course.open(page, f"modules/{PROCESS}")
    before = page.locator(f"{SHOWN} .jp-Cell").count()
    text = page.locator(f"{SHOWN} .jp-MarkdownCell").nth(1)
    for start in (text, page.locator(f"{SHOWN} .lg-exercise input").first):
        start.click()
        for key in ("Escape", "a", "b", "x", "d", "d", "m", "y", "Shift+Enter", "Alt+Enter", "Control+Shift+c"):
            page.keyboard.press(key)
    text.dblclick()
    assert before == page.locator(f"{SHOWN} .jp-Cell").count()
    assert [] == visible(page, PROGRAMMING + TROUBLE)


# The two exercises with a chart


def expect_chart(page: Page, exercise_id: str, series: dict[str, list[float | None]]) -> None:
    """Wait until the chart of this exercise draws exactly these lines; each ends where it began."""
    wanted = [[name, [*values, values[0]]] for name, values in series.items()]
    page.wait_for_function("([exercise, lines]) => look.draws(exercise, lines)", arg=[exercise_id, wanted])


def test_the_role_mix_follows_the_arrow_keys(course: Course, page: Page) -> None:
    """Number, remaining points and chart follow the slider; a slider stops where no points are left."""
    mix: Any = exercise(MIX, "rollenmix")
    now, needed = mix.sets[0], mix.sets[1]
    course.open(page, f"modules/{MIX}")
    where = box(page, mix.id)

    def slider(group: str, number: int) -> Locator:
        return where.locator(f"[data-set='{group}'][data-part='{mix.parts[number].id}']")

    first = slider(now.id, 0)
    first.focus()
    for press in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect(first.locator("xpath=following-sibling::output")).to_have_text(str(5 * press))
        expect(where.locator(".lg-rest").first).to_have_text(f"nog te verdelen: {100 - 5 * press}")
        expect_chart(page, mix.id, {now.text: [5 * press, 0, 0, 0]})
    expect(first).to_be_focused()

    slider(now.id, 1).press("End")
    expect(where.locator(".lg-rest").first).to_have_text("alles verdeeld")
    expect_chart(page, mix.id, {now.text: [15, 85, 0, 0]})
    slider(now.id, 2).press("ArrowRight")
    assert "0" == slider(now.id, 2).input_value()
    expect_saved(where)
    assert {now.id: dict(zip([one.id for one in mix.parts], (15, 85, 0, 0), strict=True))} == course.saved(
        f"modules/{MIX}"
    )[mix.id]

    slider(needed.id, 0).press("End")
    expect_chart(page, mix.id, {now.text: [15, 85, 0, 0], needed.text: [100, 0, 0, 0]})
    advice = where.locator("xpath=ancestor::*[contains(@class, 'lg-charted')]").locator(".lg-advice")
    expect(advice).to_contain_text(re.compile(rf"{mix.parts[0].text}\W*\+85"))
    expect(advice).to_contain_text(re.compile(rf"{mix.parts[1].text}\W*−85"))


def test_the_checklist_is_filled_in_with_the_keyboard(course: Course, page: Page) -> None:
    """Arrows choose in a row and tab goes to the next; profile, perception gap and advice follow from the answers."""
    scale = exercise(FACTORS, "succesfactoren")
    assert isinstance(scale, Scale)
    ours, theirs = scale.sides
    pattern = ((4, 4), (1, 4), (2, 2), (5, UNKNOWN), (3, 1))
    rows = [one for group in scale.groups for one in scale.statements if one.group == group.id]
    pairs = [(one.id, *pattern[number % len(pattern)]) for number, one in enumerate(rows)]
    value = {ours.id: {one: mine for one, mine, _ in pairs}, theirs.id: {one: other for one, _, other in pairs}}
    course.open(page, f"modules/{FACTORS}")
    where = box(page, scale.id)
    where.locator("input").first.focus()
    for number, rating in enumerate(rating for _, *both in pairs for rating in both):
        expect(where.locator(".lg-rating").nth(number).locator("input:focus")).to_have_count(1)
        choose(page, rating)
        page.keyboard.press("Tab")
    expect_saved(where)
    assert as_shown(scale, value) == shown(where, scale)
    assert value == course.saved(f"modules/{FACTORS}")[scale.id]

    means = {side: [scale.mean(value, side.id, group.id) for group in scale.groups] for side in scale.sides}
    expect_chart(page, scale.id, {side.text: [one and round(one, 1) for one in means[side]] for side in scale.sides})
    advice = where.locator("xpath=ancestor::*[contains(@class, 'lg-charted')]").locator(".lg-advice")
    titles = [word("labels", name) for name in ("profile", "first_steps", "conversations")]
    profile = [plain(scale.advice(value, group)) for group in scale.groups]
    steps = [plain(one.low) for one in scale.first_steps(value)]
    talks = [word("labels", "gap", text=plain(one.statement.text), points=3) for one in scale.differences(value)]
    assert all(profile)
    assert 3 == len(steps) == len(talks)
    for text in (*titles, *profile, *steps, *talks):
        expect(advice).to_contain_text(text)


def choose(page: Page, rating: int) -> None:
    """Choose in the focused row of radio buttons 1–5 and ‘?’, along the shortest way."""
    place = 5 if rating == UNKNOWN else rating - 1
    if place == 0:
        page.keyboard.press("Space")
    for _ in range(min(place, 6 - place)):
        page.keyboard.press("ArrowRight" if place <= 3 else "ArrowLeft")


# What goes wrong on a participant's computer


@posix
def test_after_a_kill_everything_is_found_back(browser: Browser, tmp_path: Path) -> None:
    """Every kind of answer survives SIGKILL of the whole server, on the page and with the hour of saving."""
    workspace = tmp_path / "leergang"
    prepare(workspace, released())
    folders = {put_sample(workspace): list(contents()["sample"].exercises.values())}
    folders[f"modules/{FACTORS}"] = [exercise(FACTORS, "succesfactoren")]
    course = Course(workspace, tmp_path)
    with new_context(browser) as context:
        page = context.new_page()
        for folder, exercises in folders.items():
            course.open(page, folder)
            for one in exercises:
                give(box(page, one.id), one, answer_to(one))
            assert {one.id: answer_to(one) for one in exercises} == course.saved(folder)
            for button in page.locator(SHOWN).get_by_role("button", name="Kijk na").all():
                button.click()
            for one in exercises:
                expect_saved(box(page, one.id))
        course.kill()
    with running(workspace, tmp_path) as course, new_context(browser) as context:
        page = context.new_page()
        for folder, exercises in folders.items():
            course.open(page, folder)
            for one in exercises:
                where = box(page, one.id)
                expect_saved(where)
                assert as_shown(one, answer_to(one)) == shown(where, one), one.id
                if one.has_key:
                    expect(where.locator(".lg-remark.lg-right").first).to_be_visible()


def answer_to(one: Exercise) -> Any:
    """A full answer that the controls can give."""
    return reachable(one, right_answer(one))


@posix
def test_an_answer_given_while_the_course_is_dead_is_not_lost(own_context: BrowserContext, tmp_path: Path) -> None:
    """It is called unsaved within five seconds, and is saved once the course runs again and the page is reloaded."""
    port = free_port()
    course = Course(tmp_path / "leergang", tmp_path, port)
    page = own_context.new_page()
    course.open(page, f"modules/{PROCESS}")
    plan: Any = exercise(PROCESS, "plan")
    where, area = box(page, plan.id), box(page, plan.id).locator("textarea").first
    area.fill("Voor de storm.")
    expect_saved(where)
    course.kill()
    page.evaluate("(exercise) => { globalThis.unsaved = look.timeToUnsaved(exercise); }", plan.id)
    area.fill("Voor de storm. En erna.")
    assert page.evaluate("unsaved") < 5000
    expect(where.locator(".lg-status")).to_contain_text("Nog niet opgeslagen")
    expect(page.locator(".lg-lost")).to_contain_text("leergang start")
    assert [] == visible(page, [".jp-Dialog"])
    with running(tmp_path / "leergang", tmp_path, port) as course:
        expect(page.locator(".lg-lost")).to_contain_text("Herlaad deze pagina")
        page.reload()
        wait_until_run(page, course.notebook(f"modules/{PROCESS}"))
        expect_saved(where)
        expect(area).to_have_value("Voor de storm. En erna.")
        assert "Voor de storm. En erna." == course.saved(f"modules/{PROCESS}")[plan.id][plan.fields[0].id]


def test_two_tabs_show_the_same_answers(course: Course, context: BrowserContext, page: Page) -> None:
    """A change in one tab appears in the other; changes in both at the same time are all kept."""
    folder, other = put_sample(course.workspace), context.new_page()
    for tab in (page, other):
        course.open(tab, folder)
    choice, order, text = sample("choice"), sample("order"), sample("text")
    first, second = (option.id for option in choice.options[:2])

    for one, value, here, there in ((choice, [first], page, other), (order, right_answer(order), other, page)):
        give(box(here, one.id), one, value)
        expect_saved(box(there, one.id))
        assert value == shown(box(there, one.id), one)

    field = text.fields[0].id
    typed, clicked = box(page, text.id).locator("textarea").first, box(other, choice.id).locator("input").nth(1)
    typed.fill("Samen.")
    clicked.check()
    typed.fill("Samen sterk.")
    for tab in (page, other):
        expect(box(tab, choice.id).locator("input").nth(1)).to_be_checked()
        expect(box(tab, text.id).locator("textarea").first).to_have_value("Samen sterk.")
        expect_saved(box(tab, choice.id))
        expect_saved(box(tab, text.id))
    saved = course.saved(folder)
    assert ([second], right_answer(order), "Samen sterk.") == (saved[choice.id], saved[order.id], saved[text.id][field])
    other.close()


@posix
def test_a_module_comes_back_by_itself_when_its_kernel_is_killed(course: Course, page: Page) -> None:
    """Without a dialog or a button: the exercises are shown anew, with the answers, and save again."""
    folder, choice = put_sample(course.workspace), sample("choice")
    course.open(page, folder)
    where = box(page, choice.id)
    first, second = ([option.id] for option in choice.options[:2])
    give(where, choice, first)
    page.locator(f"{SHOWN} .lg-exercise").evaluate_all("(all) => all.forEach((one) => (one.id = 'oud'))")
    kernel_of(course, folder).send_signal(signal.SIGKILL)
    expect(page.locator("#oud")).to_have_count(0)
    wait_until_run(page, course.notebook(folder))
    assert first == shown(where, choice)
    give(where, choice, second)
    assert second == course.saved(folder)[choice.id]
    assert [] == visible(page, TROUBLE)


def kernel_of(course: Course, folder: str) -> psutil.Process:
    """The kernel that runs in this folder of the workspace."""
    children = psutil.Process(course.process.pid).children()
    (found,) = (one for one in children if one.cwd() == str(course.workspace / folder))
    return found


# The keyboard alone


def active(page: Page) -> Locator:
    """What has the focus."""
    return page.locator(":focus")


def test_tab_goes_from_the_top_of_the_page_into_the_first_exercise(proof: tuple[Page, str]) -> None:
    """Nothing between the header and the first exercise holds the focus: text has no stops."""
    page, _ = proof
    page.get_by_role("link", name="Leergang Alliantiemanagement").focus()
    page.keyboard.press("Tab")
    expect(page.locator(f"{SHOWN} .lg-exercise input").first).to_be_focused()


def test_an_order_is_made_with_the_keyboard(course: Course, proof: tuple[Page, str]) -> None:
    """An item moves with its button; the focus stays on that button, and the new place is announced."""
    (page, folder), order = proof, sample("order")
    where, last = box(page, order.id), len(order.items)
    text = plain(order.items[0].text)
    where.locator(".lg-order > li").first.get_by_role("button", name="Omlaag").focus()
    for place in range(2, last + 1):
        page.keyboard.press("Enter" if place % 2 else "Space")
        expect(where.locator("[role=status].lg-hidden")).to_have_text(
            f"‘{text}’ staat nu op plaats {place} van {last}."
        )
        expect(where.locator(".lg-order > li").nth(place - 1).get_by_role("button", name="Omlaag")).to_be_focused()
        expect(where.locator(".lg-card-text").nth(place - 1)).to_have_text(text)
    page.keyboard.press("Enter")  # it is the last already
    expect(where.locator(".lg-card-text").nth(last - 1)).to_have_text(text)
    expect_saved(where)
    ids = [one.id for one in order.items]
    assert [*ids[1:], ids[0]] == course.saved(folder)[order.id]


def test_a_sort_is_made_with_the_keyboard(course: Course, proof: tuple[Page, str]) -> None:
    """Arrows choose a place, tab goes to the next item and at last to the button that gives the feedback."""
    (page, folder), sort = proof, sample("sort")
    where, bins, answer = box(page, sort.id), [one.id for one in sort.bins], right_answer(sort)
    where.locator("input").first.focus()
    for number, item in enumerate(sort.items):
        expect(where.locator(".lg-item").nth(number).locator("input:focus")).to_have_count(1)
        page.keyboard.press("Space")
        for _ in range(bins.index(answer[item.id])):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    expect(where.get_by_role("button", name="Kijk na")).to_be_focused()
    page.keyboard.press("Enter")
    expect(where.locator(".lg-remark.lg-right")).to_have_count(len(sort.items))
    expect_saved(where)
    assert answer == course.saved(folder)[sort.id]


def test_a_balance_is_set_with_the_keyboard(course: Course, proof: tuple[Page, str]) -> None:
    """The consequences on both sides follow each step, and a screen reader hears them with the number."""
    (page, folder), balance = proof, sample("balance")
    where = box(page, balance.id)
    slider = where.locator("input[type=range]")
    slider.focus()
    for value in range(55, 101, 5):
        page.keyboard.press("ArrowRight")
        level = next(one for one in balance.levels if value <= one.upto)
        expect(slider).to_have_value(str(value))
        expect(where.locator(".lg-consequence")).to_have_text([plain(level.left_text), plain(level.right_text)])
        assert (slider.get_attribute("aria-valuetext") or "").startswith(f"{value}: ")
    expect(slider).to_be_focused()
    expect_saved(where)
    assert 100 == course.saved(folder)[balance.id]


def test_a_scenario_is_played_with_the_keyboard(course: Course, proof: tuple[Page, str]) -> None:
    """After each decision the focus is on what follows; one tab further is the next decision."""
    (page, folder), story = proof, sample("scenario")
    where, path = box(page, story.id), right_answer(story)
    where.locator(".lg-move-choice").first.focus()
    for number, (node, move) in enumerate(story.steps(path), 1):
        for _ in range(node.choices.index(move)):
            page.keyboard.press("Tab")
        expect(active(page)).to_have_text(plain(move.text))
        page.keyboard.press("Enter")
        expect(where.locator(".lg-passed")).to_have_count(number)
        expect(where.locator(".lg-here")).to_be_focused()
        page.keyboard.press("Tab")
    expect(where.locator(".lg-ending h4")).to_have_text(plain(story.position(path).title))
    expect(where.get_by_role("button", name="Opnieuw beginnen")).to_be_focused()
    expect_saved(where)
    assert path == course.saved(folder)[story.id]


# Elsewhere and otherwise


def test_a_module_works_in_plain_jupyterlab(browser: Browser, tmp_path: Path) -> None:
    """Without the extension a line says which button to press; after that the exercises work and save."""
    workspace = tmp_path / "leergang"
    prepare(workspace, released())
    (notebook,) = (workspace / "modules" / MIX).glob("*.ipynb")
    port = free_port()
    options = ["--no-browser", f"--port={port}", "--allow-root", "--IdentityProvider.token=gewoon"]
    server = Server([program("jupyter"), "lab", *options, f"--ServerApp.root_dir={workspace}"], tmp_path)
    try:
        server.wait_until_open(port)
        with new_context(browser) as context:
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{port}/lab/tree/{notebook.relative_to(workspace).as_posix()}?token=gewoon")
            expect(page.locator(".lg-noext")).to_contain_text("Klik boven in het scherm op ⏩")
            assert visible(page, PROGRAMMING)  # what the course hides is what stands here
            # JupyterLab forgets to run the cells when the kernel that it restarts has not started yet.
            expect(page.locator(f"{SHOWN} .jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_visible()
            page.locator(f"{SHOWN} .jp-NotebookPanel-toolbar [data-command='notebook:restart-run-all']").click()
            page.locator(".jp-Dialog .jp-mod-accept").click()
            wait_until_run(page, notebook)
            prediction: Any = exercise(MIX, "voorspelling")
            give(box(page, prediction.id), prediction, [prediction.options[2].id])
    finally:
        server.stop()
    entry = AnswerBook(notebook.parent).get(prediction.id)
    assert entry
    assert [prediction.options[2].id] == entry.value


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_chart_can_be_read_in_both_themes(course: Course, browser: Browser, scheme: Any) -> None:
    """The theme follows the system; every text stands out 4.5 : 1 from its background; the chart's ink follows."""
    charted = next(one for one in contents()[PROCESS].exercises.values() if isinstance(one, Allocate) and one.live)
    book = AnswerBook(course.workspace / "modules" / PROCESS)
    for number, one in enumerate(contents()[PROCESS].exercises.values()):
        wrong = one.has_key and number % 2
        book.put(one.id, wrong_answer(one) if wrong else right_answer(one), checked=True)
    ink = {"light": "#1f2933", "dark": "#e6e9ee"}[scheme]
    with new_context(browser, color_scheme=scheme) as context:
        page = context.new_page()
        course.open(page, f"modules/{PROCESS}")
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "true" if scheme == "light" else "false")
        page.wait_for_function(
            "([exercise, ink]) => look.plot(exercise)?.layout?.font.color === ink", arg=[charted.id, ink]
        )
        for verdict in ("right", "wrong"):
            expect(page.locator(f"{SHOWN} .lg-remark.lg-{verdict}").first).to_be_visible()
        read, faint = page.evaluate("look.faint()")
    assert read > 300
    assert [] == faint


def test_an_odd_path_and_damaged_content(browser: Browser, tmp_path: Path) -> None:
    """Spaces, an accent and an emoji in the path do no harm; damaged content is told in Dutch, not as a traceback."""
    with running(tmp_path / "Mijn leergang é 🙂", tmp_path) as course, new_context(browser) as context:
        page = context.new_page()
        course.open(page, f"modules/{PROCESS}")
        prediction: Any = exercise(PROCESS, "voorspelling")
        give(box(page, prediction.id), prediction, [prediction.options[0].id])
        assert [prediction.options[0].id] == course.saved(f"modules/{PROCESS}")[prediction.id]

        content = course.workspace / "modules" / FORMING / "content.toml"
        content.write_text(content.read_text(encoding="utf-8")[:5000] + '\n[[exercise]\nid = "', encoding="utf-8")
        notebook = course.notebook(f"modules/{FORMING}")
        page.goto(course.url(notebook))
        expect(page.locator(f"{SHOWN} .lg-notice")).to_have_count(len(contents()[FORMING].exercises))
        expect(page.locator(f"{SHOWN} .lg-notice").first).to_contain_text("content.toml")
        assert [] == visible(page, [*PROGRAMMING, ".jp-Dialog", ".lg-error"])
        assert not re.search(r"Traceback|Error\b|File \"", page.locator("body").inner_text())
