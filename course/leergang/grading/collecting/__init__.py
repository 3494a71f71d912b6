"""Brings in what participants handed in, from an exchange, from zip files and from downloads of a learning system.

Whoever made a zip may have meant harm. So nothing is unpacked: members are read one by one, up to a limit, and only
the answers and the notebook are written, under names of our own.
"""
