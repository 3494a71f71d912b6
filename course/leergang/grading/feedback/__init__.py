"""The feedback: a page that a participant can keep, print and read without a server."""

from leergang.grading.feedback.making import Report, make_feedback

__all__ = ["Report", "make_feedback"]
