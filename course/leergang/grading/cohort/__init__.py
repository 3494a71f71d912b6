"""The cohort at a glance: what an instructor asks of a group, answered from the gradebook and the collected answers.

Pure data and counting; the charts are the concern of ``leergang_widgets.cohort``.
"""

# What the instructor's notebook can ask, by the name that its text uses.
QUESTIONS = ("ingeleverd", "achterstand", "punten", "begrippen", "misverstanden", "verdelingen")
FEWEST = 5  # a distribution of fewer people tells what one of them did
