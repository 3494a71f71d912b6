"""Handing in an assignment, on the participant's side: what goes along, where it goes, and the receipt.

Nothing here needs nbgrader, except the one function that hands in through its exchange.
"""

from leergang.handing_in.receipt import Receipt, receipts

__all__ = ["Receipt", "receipts"]
