"""What a scenario found."""


class Figures(dict[str, float]):
    """Numbers by what they are: "under which condition: what, unit"."""
