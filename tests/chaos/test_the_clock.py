"""The workers' clocks step by an hour, forwards and back: which message is when, Redis says."""

import asyncio
from pathlib import Path

import pytest

from tests.chaos.faults import Stage
from tests.chaos.scenario import endure
from tests.chaos.site import site
from tests.conftest import needed

AN_HOUR = 3600
pytestmark = [pytest.mark.long, pytest.mark.timeout(120)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_step_of_the_clock_changes_nothing(tmp_path: Path, seed: int) -> None:
    wrong_by = tmp_path / "wrong by"
    wrong_by.write_text("0")

    async def the_clocks_step(stage: Stage) -> None:
        for step in stage.chance.sample((AN_HOUR, -AN_HOUR), 2):
            by = tmp_path / "new"
            by.write_text(str(step))
            by.rename(wrong_by)  # at once, for it is being read
            stage.talk.proxy.cut()
            await asyncio.sleep(stage.chance.uniform(1.5, 2.5))

    with needed(), site("tests.chaos.wrong_clock:app", CLOCK_WRONG_BY=str(wrong_by)) as ours:
        report = endure(ours, the_clocks_step, seed)
    print(report)
    assert report.is_clean, report
