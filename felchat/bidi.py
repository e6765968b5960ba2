"""Names in a text that can hold no elements, such as a title."""

import unicodedata

FROM_RIGHT_TO_LEFT = {"R", "AL", "AN"}


def isolated(name: str) -> str:
    """The name, so that it does not turn round what is beside it (Unicode Standard Annex 9, 2.7).

    What is written from right to left stands between two characters that nobody sees; any other as it is.
    """
    turns = any(unicodedata.bidirectional(each) in FROM_RIGHT_TO_LEFT for each in name)
    return f"\u2068{name}\u2069" if turns else name
