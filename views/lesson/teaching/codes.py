"""Where the lesson fits: curriculum codes, the steps that cover each one, and where and when we read it.

Codes whose text we couldn't open are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from views.lesson.steps.steps import BY_ID
from views.lesson.teaching.document import Address, Document
from views.parts.language.language import N_, _

READ = "2026-11-29"  # the day on which we read all of them
ABOUT = N_("We list only what we checked ourselves on the linked pages on {day}.")
LINE = N_("- **{code}** {asks} [Source]({source}). Steps: {steps}.")


@dataclass(frozen=True)
class Code:
    """One requirement of a curriculum.

    Attributes:
        name: its code, as cited there.
        asks: the requirement in a few words.
        steps: the ids of the lesson's steps that cover it.
        source: its address.
    """

    name: str
    asks: str
    steps: Sequence[str]
    source: str


AI4K12 = "https://docs.google.com/spreadsheets/d/1YuvIyOFDkF8DMgPzv16f7rclVkhQ7asCD3zDBPiOWKw/edit"
UNESCO = "https://unesdoc.unesco.org/ark:/48223/pf0000391105"
CSTA = "https://studio.code.org/s/aiml-2021/standards"
CSTA_3B = (
    "https://www.checkfu.com/standards/unity-concord-international-school/level-3b-grades-11-12-ages-16-18"
)
AILIT = "https://microbit.org/teach/lessons/createai-taster-lessons"
ENGLAND = (
    "https://www.gov.uk/government/publications/"
    "national-curriculum-in-england-computing-programmes-of-study/"
    "national-curriculum-in-england-computing-programmes-of-study"
)
STAGE_3 = "http://www.primarycurriculum.me.uk/ks3/computing"
BAVARIA = (
    "https://mint.lentner.net/index.php"
    "?title=Inf13_-_Lernbereich_2:_K%C3%BCnstliche_Intelligenz_%28ca._34_Std.%29&diff=prev&oldid=6338"
)
NRW = "https://kksreal.de/Schulleben/Faecher-und-Kurse/Informatik-ab-Klasse-5/"
CODES = (
    Code(
        "AI4K12 3-A-i", N_("Compare how people learn with how machines learn."), ["learn", "overfit"], AI4K12
    ),
    Code(
        "AI4K12 3-A-iv", N_("Tell the difference between training a model and using it."), ["learn"], AI4K12
    ),
    Code(
        N_("UNESCO CG4.1.3.2"),
        N_("Know how models are trained with data and algorithms."),
        ["learn", "deep", "overfit", "flat"],
        UNESCO,
    ),
    Code(
        N_("UNESCO CG4.1.3.3"),
        N_("Know AI methods such as artificial neural networks."),
        ["neuron", "step", "onward", "deep"],
        UNESCO,
    ),
    Code(
        "CSTA 2-DA-09",
        N_("Refine a computational model using the data it produces."),
        ["deep", "overfit"],
        CSTA,
    ),
    Code(
        "CSTA 3B-AP-08",
        N_("Describe how AI drives software."),
        ["draw", "fool"],
        CSTA_3B,
    ),
    Code(
        "AILit K2.4",
        N_("Know that AI is trained to find patterns in data that people have chosen (2025 draft)."),
        ["draw", "learn"],
        AILIT,
    ),
    Code(
        N_("AILit, Creating with AI 5"),
        N_("Explain precisely how AI works, without treating it as a person (2025 draft)."),
        ["neuron", "share", "slid"],
        AILIT,
    ),
    Code(
        N_("England, computing, aims"),
        N_("Understand principles such as abstraction and data representation."),
        ["numbers", "tensors"],
        ENGLAND,
    ),
    Code(
        N_("England, computing, key stage 3"),
        N_("Know how pictures are represented and processed as numbers."),
        ["numbers", "neuron", "tensors"],
        STAGE_3,
    ),
    Code(
        N_("Bavaria, Gymnasium, Inf13 Lernbereich 2"),
        N_("Explain how a network is built, work through one by hand, and say what backpropagation is for."),
        ["neuron", "onward", "share", "learn"],
        BAVARIA,
    ),
    Code(
        N_("North Rhine-Westphalia, Informatik, years 5 and 6"),
        N_("Machine learning with neural networks."),
        ["neuron", "step", "learn"],
        NRW,
    ),
)


def where_it_fits(address: Address) -> Document:
    """Make the document that lists all codes."""
    lines = [
        _(LINE).format(
            code=_(code.name),
            asks=_(code.asks),
            source=code.source,
            steps=", ".join(
                f"[{_(BY_ID[id].title)}]({address('lesson', f'step={id}')})" for id in code.steps
            ),
        )
        for code in CODES
    ]
    return Document(_("Curriculum links"), [[_(ABOUT).format(day=READ), "\n".join(lines)]])
