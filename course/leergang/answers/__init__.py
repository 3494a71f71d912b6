"""The participant's answers: saved at once, found back, and never lost."""

from leergang.answers.book import AnswerBook, AnswerNotSaved, Book, Entry, book_for

__all__ = ["AnswerBook", "AnswerNotSaved", "Book", "Entry", "book_for"]
