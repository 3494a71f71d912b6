"""Where a participant is in the course: derived from the answers each time, and kept nowhere."""
