"""The nbgrader course folder of the leergang: texts/ and keys/ are ours, the rest is nbgrader's."""

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "leergang-alliantiemanagement"
# Never collected or released along: the rest of a participant's workspace.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.lock"]
# A cell that a participant deleted comes back, so that one missing cell does not wait for a hand for ever.
c.OverwriteCells.add_missing_cells = True
c.ExecutePreprocessor.timeout = 60
