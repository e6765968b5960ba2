"""How a fault of ours is written down."""

from traceback import walk_tb

from felchat.config import ROOT


def without_words(fault: BaseException) -> str:
    """Of what kind a fault is, where it happened and after which other, on one line.

    Its own words may hold what people said: a database's name the value that it would not take.
    """
    places = (
        f"{frame.f_code.co_filename.removeprefix(f'{ROOT}/')}:{line} {frame.f_code.co_name}"
        for frame, line in walk_tb(fault.__traceback__)
    )
    told = f"{type(fault).__name__} at {' > '.join(places)}"
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    return f"{told}; after {without_words(before)}" if before else told
