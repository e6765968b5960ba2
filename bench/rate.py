"""One target under load: `python -m bench.rate --target felchat --conversations 100 --rate 500 --seconds 5`.

With `--find-max` the rate is where the search for the highest begins.
"""

import argparse
from pathlib import Path

import uvloop

from bench import proc
from bench.load.crowd import Crowd
from bench.load.outcome import Outcome
from bench.load.talk import Talk, warm_up
from bench.maximum import find_max, sustained
from bench.measuring import end_in_order
from bench.serving import Site, serving
from bench.stage import stage
from bench.targets import targets
from felchat.config import ROOT


def main() -> None:
    end_in_order()
    asked = arguments()
    target = targets(asked.root.resolve(), asked.reading, asked.listing)[asked.target]
    people = 2 * asked.conversations
    with stage(asked.root.resolve()) as stores, serving(target, stores, people, asked.workers) as site:
        uvloop.run(measure(site, asked))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.rate", description=__doc__)
    parser.add_argument("--target", default="felchat", choices=targets())
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout, whose Felchat is started")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--conversations", type=int, default=100)
    parser.add_argument("--tabs", type=int, default=1, help="of each person")
    parser.add_argument("--rate", type=float, default=500, help="messages a second, all together")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--reading", action="store_true", help="pages of Felchat say how far they are read")
    parser.add_argument("--listing", action="store_true", help="and whom they list beside the conversation")
    parser.add_argument("--find-max", action="store_true")
    return parser.parse_args()


async def measure(site: Site, asked: argparse.Namespace) -> None:
    async with Crowd(site, asked.conversations, asked.tabs) as crowd:
        await warm_up(crowd, min(asked.rate, 500))
        if asked.find_max:
            best = await find_max(crowd, asked.rate, asked.seconds, told=print_shortly)
            print(f"highest: {best.offered if best else 0:,.0f} messages/s")
            if best:
                print_fully(best)
            return
        for _ in range(asked.repeats):
            print_fully(await Talk(crowd, asked.rate, asked.seconds).outcome())
        print(f"memory of the workers: {proc.pss(site.workers) / 2**20:.0f} MiB PSS")


def print_shortly(outcome: Outcome) -> None:
    counted, verdict = outcome.tally, "sustained" if sustained(outcome) else "too much"
    print(
        f"{outcome.offered:>9,.0f}/s  p99 {outcome.p99:>7.1f} ms  lost {counted.lost}  "
        f"workers {outcome.cpu['workers']:.0f} us/message  lag p99 {outcome.lag.p99:.1f} ms  {verdict}",
        flush=True,
    )


def print_fully(outcome: Outcome) -> None:
    counted = outcome.tally
    print(f"offered {outcome.offered:,.0f}/s, achieved {outcome.achieved:,.0f}/s, {counted.said:,} messages")
    for end, took in (("recipient", counted.recipient), ("sender", counted.sender)):
        print(f"  {end:9} p50 {took.p50:.2f}  p95 {took.p95:.2f}  p99 {took.p99:.2f}  max {took.max:.2f} ms")
    print(
        f"  of {counted.expected:,} deliveries lost {counted.lost}, doubled {counted.doubled}, "
        f"out of order {counted.disordered}, strayed {counted.strayed}; sockets closed {outcome.closed}"
    )
    cost = "  ".join(f"{part} {microseconds:.1f}" for part, microseconds in outcome.cpu.items())
    print(f"  CPU in us/message: {cost}")
    print(
        f"  generator: lag p50 {outcome.lag.p50:.2f}  p99 {outcome.lag.p99:.2f}  max {outcome.lag.max:.2f} ms"
    )
    if outcome.was_held_up:
        print("  so late that this is as much about the generator as about the server")


if __name__ == "__main__":
    main()
