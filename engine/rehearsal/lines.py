"""Lines of a story given one by one, as on the command line: `day 6: return received`, `refund 2 times`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import PlaybookError
from engine.language.around import Around
from engine.language.playbook import Playbook
from engine.language.slips import Slip
from engine.language.story import Happens
from engine.language.story_names import StoryNames, story_names
from engine.language.story_reading import read_happens

_ONCE = "1 times"


def happenings_of(
    lines: Sequence[str], title: str, playbooks: Mapping[str, Playbook], around: Around
) -> tuple[Happens, ...]:
    """What the lines say; one that cannot be understood is refused with the near miss."""
    found = [read_happens(line, title, playbooks, around) for line in lines]
    wrong = [mistake for one in found for mistake in one.report.mistakes]
    if wrong:
        raise PlaybookError(wrong[0].text().removeprefix("Error "))
    return tuple(happens for one in found for happens in one.happens)


def failing_line(text: str) -> str:
    """`refund 2 times` as a story says it; without a number it fails once."""
    what, times = text.strip(), _ONCE
    words = what.split()
    if len(words) > 2 and words[-1] in ("time", "times") and words[-2].isdecimal():  # noqa: PLR2004 -- name, number, times
        what, times = " ".join(words[:-2]), " ".join(words[-2:])
    return f"{what.removesuffix(' fails')} fails {times}"


def answers_of(texts: Sequence[str], title: str, playbooks: Mapping[str, Playbook], around: Around) -> dict[str, str]:
    """What people answer whenever they are asked: `inspection: Everything is as it should be`."""
    names = story_names(title, playbooks, around)
    return dict(_answer(text, names) for text in texts)


def _answer(text: str, names: StoryNames) -> tuple[str, str]:
    who, colon, answer = text.partition(":")
    if not colon:
        raise PlaybookError(f'"{text}" gives no answer.', where="--answer", remedy='Write "inspection: Yes".')
    try:
        return names.answerer(who.strip()), names.answer(who.strip(), answer.strip())
    except Slip as slip:  # beside a line of a file the remedy ends a sentence; here it is one
        raise PlaybookError(slip.what, remedy=f"{slip.remedy[:1].upper()}{slip.remedy[1:]}.") from slip
