"""The report: what stands in a dossier, as a page to read and as a document to edit.

``compose`` makes a neutral tree of blocks out of an alliance; ``page`` and ``word`` turn that tree into HTML and into a
Word document; ``files`` puts both in the workspace. Only the last three touch a library or a disk.
"""

FOLDER = "rapport"
