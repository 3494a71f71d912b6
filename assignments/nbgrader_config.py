"""The nbgrader course folder of the leergang: texts/ and keys/ are ours, the rest is nbgrader's."""

import os
import sys
from pathlib import Path

c = get_config()  # noqa: F821  (nbgrader provides it)

# nbgrader calls the program `alembic` by name, also when nobody activated the environment.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

c.CourseDirectory.course_id = "leergang-alliantiemanagement"
# Never collected, released or graded along. A .py file beside the notebook would be imported instead of the course.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "__pycache__",
    "feedback",
    "*.lock",
    ".*.lock",  # the same again: in one place nbgrader matches file names, in another it lets the shell's rules count
    "*.py",
    "*.pyc",
    "*.pyd",
    "*.so",
]

# nbgrader's own steps, with ours (leergang.) among them. OverwriteCells.add_missing_cells is not needed with
# own_cells, and fails on a notebook of which a read-only cell precedes a missing grade cell.
c.Autograde.sanitize_preprocessors = [
    "leergang.grading.steps.own_cells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "leergang.grading.steps.require_points",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "leergang.grading.steps.without_rubric",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
# What formgrader shows, and how it reads a deadline; the gradebook itself keeps UTC.
c.NbGraderAPI.timezone = "Europe/Amsterdam"
c.NbGraderAPI.timestamp_format = "%d-%m-%Y %H:%M"
c.Execute.timeout = 60
c.Execute.record_timing = False  # four times per cell make a fifth of a graded copy
