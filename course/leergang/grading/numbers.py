"""Numbers of points as they are written in Dutch."""


def dutch(value: float) -> str:
    """At most two decimals, after a comma; none where there is nothing to tell."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
