"""``leergang export``: the points of a cohort in Excel and CSV, which no name or remark can turn into a formula."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from course_data import right_answer
from desk_course import MAIN, give, hand_in, leergang, released
from grading_course import Course, partly_right
from openpyxl import load_workbook

from leergang.grading.export import LONG, Cohort, Table, long_table, tables
from leergang.grading.results import Item, Participant, Result
from leergang.grading.spreadsheet import LONGEST, as_csv, as_excel
from leergang.grading.timestamps import lateness

pytestmark = [
    pytest.mark.filterwarnings("ignore:Object of type <Submitted:sqlalchemy.exc.SAWarning"),
    pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning"),
]

FORMULAS = ("=1+1", "+31 6 12345678", "-2", "@SUM(A1)", '=HYPERLINK("http://x","klik")', " =1", "\t=1", "\r=1", "＝1")
TITLES = {"eerste": {"a": "Onderdeel A", "b": "Onderdeel B"}, "tweede": {"c": "C"}, "derde": {"d": "D"}}


def result(participant: str, assignment: str, *points: float | None, **more: Any) -> Result:
    """A result with five points at most for each item, of which those without points wait for an instructor."""
    items = (
        Item(name, given, 5.0, by_hand=False, unread=given is None)
        for name, given in zip(TITLES[assignment], points, strict=True)
    )
    return Result(participant, participant.title(), assignment, tuple(items), **more)


PEOPLE = (Participant("anna", "Anna"), Participant("bert", "Bert"), Participant("chris", ""))
COHORT = Cohort(
    PEOPLE,
    (
        result("anna", "eerste", 5.0, 2.5, handed_in=datetime(2026, 11, 3, 9, 30)),
        result("bert", "eerste", 1.0, None, late=timedelta(hours=25), penalty=0.5),
        result("anna", "tweede", 4.0),
    ),
    TITLES,
)


def cells(table: Table, participant: str) -> dict[str, Any]:
    """The row of a participant, by header."""
    row = next(one for one in table.rows if participant in one[:2])
    return dict(zip(table.headers, row, strict=True))


def local(utc: datetime) -> str:
    """A moment of the gradebook as this computer's clock had it."""
    return f"{utc.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"


def test_the_totals_tell_of_everybody_and_of_every_assignment_that_came_in() -> None:
    """Also who handed in nothing has a row; an assignment that nobody handed in has no column."""
    totals = tables(COHORT)[0]
    assert totals.headers == ("deelnemer", "naam", "eerste", "tweede", "totaal", "maximum", "nog beoordelen")
    assert totals.rows == (
        ("anna", "Anna", 7.5, 4.0, 11.5, 15.0, None),
        ("bert", "Bert", 0.5, None, 0.5, 15.0, 1),
        ("chris", "", None, None, 0, 15.0, None),
    )


def test_a_sheet_per_assignment_has_the_points_of_each_item() -> None:
    """With the total after the penalty, what is still to be read, when it came in and how late."""
    totals, first, second = tables(COHORT)
    assert [totals.title, first.title, second.title] == ["Totalen", "eerste", "tweede"]
    assert cells(first, "anna") == {
        "deelnemer": "anna",
        "naam": "Anna",
        "Onderdeel A (5)": 5.0,
        "Onderdeel B (5)": 2.5,
        "totaal": 7.5,
        "maximum": 10.0,
        "aftrek": None,
        "nog beoordelen": None,
        "ingeleverd": local(datetime(2026, 11, 3, 9, 30)),
        "te laat": None,
        "opmerkingen": None,
    }
    late = cells(first, "bert")
    assert (late["Onderdeel B (5)"], late["totaal"], late["aftrek"]) == (None, 0.5, 0.5)
    assert (late["nog beoordelen"], late["te laat"]) == ("ja", "1 dag 1 uur")
    assert cells(first, "chris")["ingeleverd"] == "niet ingeleverd"


def test_the_long_table_has_a_row_per_item() -> None:
    """What another program reads: every item of everybody, with the totals beside it."""
    table = long_table(COHORT)
    assert table.headers == LONG
    assert [row[:7] for row in table.rows] == [
        ("eerste", "anna", "Anna", "a", "Onderdeel A", 5.0, 5.0),
        ("eerste", "anna", "Anna", "b", "Onderdeel B", 2.5, 5.0),
        ("eerste", "bert", "Bert", "a", "Onderdeel A", 1.0, 5.0),
        ("eerste", "bert", "Bert", "b", "Onderdeel B", None, 5.0),
        ("tweede", "anna", "Anna", "c", "C", 4.0, 5.0),
    ]


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(), None),
        (timedelta(seconds=5), "minder dan een minuut"),
        (timedelta(minutes=61), "1 uur 1 min"),
        (timedelta(days=2), "2 dagen"),
    ],
)
def test_lateness_in_words(late: timedelta, words: str | None) -> None:
    """Days, hours and minutes; nothing when in time."""
    assert lateness(late) == words


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    """In CSV an apostrophe stands before it; in Excel the cell is text, and stays so when somebody edits it."""
    table = Table("Blad", ("naam",), ((text,),))
    (_, (found,)) = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))
    assert found == f"'{text}"
    cell = load_workbook(io.BytesIO(as_excel([table]))).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.strip() == text.strip().replace("\r", "�")


def test_numbers_and_other_texts_stay_as_they_are() -> None:
    """A negative number is a number; a text with a = in it is no formula; accents and line ends survive."""
    row = ("Noor Özdemir", "a=b", 'regel 1\nregel 2, met "komma"', -2.5, None)
    table = Table("Blad", ("a", "b", "c", "d", "e"), (row,))
    assert list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline="")))[1] == [
        *row[:3],
        "-2.5",
        "",
    ]
    sheet = load_workbook(io.BytesIO(as_excel([table]))).worksheets[0]
    assert tuple(cell.value for cell in sheet[2]) == row


def test_what_excel_cannot_hold_does_no_harm() -> None:
    """Control characters, half characters, a text too long for a cell, and titles that are no names for a sheet."""
    rows = (("\x00\x1b[31m\ud800" + "x" * LONGEST,),)
    made = [Table(title, ("naam",), rows) for title in ("[a]:*?/\\", "b" * 40, "B" * 40, "")]
    book = load_workbook(io.BytesIO(as_excel(made)))
    assert len({name.casefold() for name in book.sheetnames}) == len(made)
    assert all(len(name) <= 31 for name in book.sheetnames)
    text = book.worksheets[0]["A2"].value
    assert text.startswith("��[31m�x")
    assert len(text) <= LONGEST
    assert text.endswith("(afgebroken)")
    assert as_csv(made[0])


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A cohort of two, one of whom was read."""
    course = released(tmp_path_factory.mktemp("cijfers"), MAIN)
    hand_in(course, "=anna", right_answer)
    hand_in(course, "bert", partly_right)
    assert leergang(course, "grade", MAIN)[0] == 0
    give(course, "=anna", 7, "@iedereen: goed gedaan")
    return course


def test_the_command_writes_both_files_from_the_gradebook(course: Course) -> None:
    """The totals are those of the gradebook, in both files, without a formula among them."""
    code, said = leergang(course, "export")
    assert code == 0
    assert "2 deelnemers, 2 keer ingeleverd." in said
    with course.gradebook() as gradebook:
        totals = {one.student.id: round(one.score, 2) for one in gradebook.find_assignment(MAIN).submissions}
    book = load_workbook(course.folder / "cijfers.xlsx")
    assert {row[0].value: row[2].value for row in book["Totalen"].iter_rows(min_row=2)} == totals
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with (course.folder / "cijfers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    sums = {"'=anna": 0.0, "bert": 0.0}
    for row in rows:
        sums[row["deelnemer"]] += float(row["punten"] or 0)
    assert {name.lstrip("'"): pytest.approx(total) for name, total in totals.items()} == {
        name.lstrip("'"): total for name, total in sums.items()
    }
    (remark,) = {row["opmerking"] for row in rows if row["opmerking"]}
    assert remark == "'@iedereen: goed gedaan"


def test_a_file_of_ones_own(course: Course, tmp_path: Path) -> None:
    """The name decides the form; another form, and a place that is not there, are refused with what to do."""
    assert leergang(course, "export", str(tmp_path / "groep.csv"))[0] == 0
    assert [one.name for one in tmp_path.iterdir()] == ["groep.csv"]
    code, said = leergang(course, "export", str(tmp_path / "groep.ods"))
    assert (code, "eindigt niet op .xlsx of .csv" in said) == (2, True)
    code, said = leergang(course, "export", str(tmp_path / "weg" / "groep.csv"))
    assert (code, "is niet te schrijven" in said) == (2, True)


def test_without_a_gradebook_there_is_a_message(tmp_path: Path) -> None:
    """Nothing is made where nothing was graded."""
    course = released(tmp_path)
    code, said = leergang(course, "export")
    assert (code, "Er is nog geen cijferboek" in said) == (2, True)
    assert not (course.folder / "gradebook.db").exists()
