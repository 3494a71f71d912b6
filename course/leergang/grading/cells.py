"""The cells of an assignment's notebook on which nbgrader books points: one for each exercise."""

SCORED, READ = "punten-", "beoordeling-"  # by the key, or by an instructor who reads it


def cell_name(exercise_id: str, scored: bool) -> str:
    """The cell of an exercise, whose points are ``scored`` or else given by an instructor."""
    return f"{SCORED if scored else READ}{exercise_id}"


def exercise_of(cell: str) -> str:
    """The id of the exercise that a cell belongs to."""
    return cell.removeprefix(SCORED).removeprefix(READ)
