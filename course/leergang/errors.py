"""The errors that a participant or maintainer sees as a sentence instead of a traceback."""


class CourseError(Exception):
    """Something the user can understand and mend; its message is Dutch and says what to do."""


class ContentError(CourseError):
    """A fault in a content file, for its author."""
