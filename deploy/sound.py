"""The sound of a message, made from two soft tones. Run by deploy/assets.py; nothing of it is committed."""

import math
import struct
import wave
from pathlib import Path

RATE = 11_025
SECONDS = 0.24
TONES = ((0.0, 784.0), (0.07, 1046.5))
"""When each begins, in seconds, and how high it is, in hertz: a G and the C above it."""
LOUDEST = 0.22
DIES_OUT = 22
RISES_IN = 0.006


def write_sound(path: Path) -> None:
    """Write it as a WAV file of one channel: 5.3 KB."""
    loudness = [heard_at(each / RATE) for each in range(int(RATE * SECONDS))]
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", round(32_767 * each)) for each in loudness))


def heard_at(time: float) -> float:
    fades = min(1, (SECONDS - time) / 0.03)
    return LOUDEST * fades * sum(tone(time - begins, hertz) for begins, hertz in TONES)


def tone(time: float, hertz: float) -> float:
    if time < 0:
        return 0
    return math.sin(math.tau * hertz * time) * math.exp(-DIES_OUT * time) * min(1, time / RISES_IN)
