"""Handouts for teachers open what they say, add up, and only have figures of the page."""

import io
import re
from collections import Counter
from string import Formatter
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

from PIL import Image

from model import PROJECT
from model.backprop import backpropagate
from model.network import load_network
from model.preprocess import stages_of_ink
from model.preprocess.mnist import load_test_images
from model.questions.sittings import FORMS
from model.reading import Reading
from tests.for_each import for_each
from tests.minutes import TEACHER, on_page, seconds
from views.address.address_fields import FIELDS
from views.classroom.vote import QUESTIONS
from views.lesson.steps.set_up import open_four
from views.lesson.steps.steps import BY_ID, HANDS, STEPS
from views.parts.asking.asking import plain
from views.parts.language.language import speaking
from views.parts.looks.encode import PNG_PREFIX
from views.parts.looks.wording import figure
from views.parts.words import DESCRIPTION, PAGES, TITLE
from views.questions.items import ITEMS
from views.session import state
from views.tasks.drawn import reading_at_start
from views.tasks.solving import task
from views.tasks.task import PATHS
from views.tasks.task_panel import text_of as text_of_task
from views.tasks.tasks import TASKS, titled
from views.teaching.papers.asked import asked
from views.teaching.papers.codes import CODES, READ, where_it_fits
from views.teaching.papers.keys import PAGE, key, right_of
from views.teaching.papers.paper import Paper, markdown
from views.teaching.papers.plans import AGES, LESSON, PLANS, STRETCHES, figures, plan_document, step_of
from views.teaching.papers.sheet import rounded, sheet
from views.teaching.papers.slides import PICTURES, slides
from views.teaching.papers.text import lesson_as_text
from views.teaching.papers.word_file import word_file
from views.teaching.papers.worksheets import (
    DIGIT,
    DRAWN,
    MEASURED,
    RATE,
    build_sheet,
    coarse,
    hands_sheet,
    losses,
    one_step,
)

FOUR = Reading(load_network("dense"), stages_of_ink(open_four().ink()).image)
FIELDS_READ = {field.name: field.read for field in FIELDS}
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((/[^)]+)\)")
MINUTES = re.compile(r"\*\*Minutes (\d+) to (\d+)\.\*\*")


def address(path: str, query: str) -> str:
    return f"/{path}?{query}"


def text_of(document: Paper) -> str:
    return "\n".join(part for leaf in document.leaves for part in leaf if isinstance(part, str))


@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_the_minutes_of_a_plan_add_up_to_its_length(plan):
    assert plan.minutes == (int(plan.id) if plan.id.isdigit() else len(plan.lessons) * LESSON)
    spans = [tuple(map(int, span)) for span in MINUTES.findall(text_of(plan_document(plan, address)))]
    assert len(spans) == len(plan.stretches)
    for lesson in plan.lessons:
        own, spans = spans[: len(lesson)], spans[len(lesson) :]
        assert [end - begin for begin, end in own] == [*lesson.values()]
        assert [begin for begin, _end in own] == [0, *(end for _begin, end in own[:-1])]
        assert len(plan.lessons) == 1 or own[-1][1] == LESSON


@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_every_link_of_a_plan_opens_what_it_says(plan, session):
    links = LINK.findall(text_of(plan_document(plan, address)))
    assert len(links) == len(plan.stretches)
    for (title, link), stretch in zip(links, plan.stretches):
        if "page" in stretch.header:
            assert (
                urlsplit(link).path == f"/{stretch.header['page']}" and title == PAGES[stretch.header["page"]]
            )
            continue
        ((name, value),) = parse_qsl(urlsplit(link).query)
        assert FIELDS_READ[name](value)
        if name == "task":
            assert urlsplit(link).path == f"/{PATHS[task().page]}" and value == stretch.header["task"]
            assert title == titled(task())
        else:
            assert urlsplit(link).path == "/lesson" and title == BY_ID[state.get("lesson_step")].title


def test_the_steps_come_in_the_lesson_s_order():
    order = [*BY_ID]
    for plan in PLANS:
        for lesson in plan.lessons:
            stretches = [STRETCHES[name] for name in lesson]
            of_lesson = [each for each in stretches if not {"task", "page"} & {*each.header}]
            places = [order.index(step_of(each)) for each in of_lesson]
            assert places == sorted(set(places))


PAPERS = {
    **{plan.id: plan_document(plan, address) for plan in PLANS},
    **{
        "questions": asked(address),
        "text": lesson_as_text(FOUR),
        "key": key(FOUR),
        "sheet": sheet(FOUR),
        "build": build_sheet(),
        "whose": hands_sheet(),
    },
    **{"fits": where_it_fits(address), "slides": slides(FOUR, "/lesson?step=draw")},
}
OF_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@for_each("paper", PAPERS.values(), ids=lambda paper: paper.title)
def test_a_file_has_everything_on_the_page_and_no_picture_as_text(paper):
    text = markdown(paper)
    assert text.startswith(f"# {paper.title}\n") and "data:" not in text and "words#" not in text
    for part in (part for leaf in paper.leaves for part in leaf):
        assert (plain(part) if isinstance(part, str) else part[0].alt) in text


def opened(paper: Paper) -> tuple[ElementTree.Element, dict[str, str], ZipFile]:
    """Return what a reader of XML finds in a paper's file: its body, what it refers to, and all of it."""
    file = ZipFile(io.BytesIO(word_file(paper)))
    relations = ElementTree.fromstring(file.read("word/_rels/document.xml.rels"))
    targets = {each.get("Id"): each.get("Target") for each in relations}
    return ElementTree.fromstring(file.read("word/document.xml")), targets, file


@for_each("paper", PAPERS.values(), ids=lambda paper: paper.title)
def test_a_word_file_has_the_paper_s_words_headings_tables_pages_pictures_and_links(paper):
    body, targets, file = opened(paper)
    found = ["".join(each.itertext()) for each in body.iter(f"{OF_WORD}p")]
    text = plain("\n".join(part for leaf in paper.leaves for part in leaf if isinstance(part, str)))
    shown = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text)
    words = re.findall(r"\w+", re.sub(r"^(#+ |\|( :-: \|)+$)", "", shown, flags=re.MULTILINE))
    assert Counter(words) <= Counter(re.findall(r"\w+", "\n".join(found)))
    assert not re.search(r"\*\*|\]\(|^#|:-:", "\n".join(found))
    styles = [each.get(f"{OF_WORD}val") for each in body.iter(f"{OF_WORD}pStyle")]
    for level in (3, 4):
        assert styles.count(f"Heading{level}") == len(re.findall(rf"^#{{{level}}} ", text, re.MULTILINE))
    assert len([*body.iter(f"{OF_WORD}tbl")]) == len(re.findall(r"^\| :-:", text, re.MULTILINE))
    assert len([*body.iter(f"{OF_WORD}pageBreakBefore")]) == len(paper.leaves) - 1
    links = [next(iter(each.attrib.values())) for each in body.iter(f"{OF_WORD}hyperlink")]
    assert [targets[id] for id in links] == re.findall(r"\]\(([^)]+)\)", text)
    pictures = [part for leaf in paper.leaves for row in leaf if not isinstance(row, str) for part in row]
    assert [each.get("descr") for each in body.iter() if each.tag.endswith("docPr")] == [
        p.alt for p in pictures
    ]
    for each in filter(re.compile("media/").match, targets.values()):  # an editor blurs small pictures
        assert min(Image.open(io.BytesIO(file.read(f"word/{each}"))).size) >= 200


def test_a_word_file_says_its_language_and_keeps_all_characters():
    with speaking("ja"):
        body, _targets, file = opened(Paper('<w:p> & "数"', [["a < b & **c > d** ニューロン"]]))
    assert "".join(body.itertext()).startswith('<w:p> & "数"a < b & c > d ニューロン')
    (spoken,) = ElementTree.fromstring(file.read("word/styles.xml")).iter(f"{OF_WORD}lang")
    assert {spoken.get(f"{OF_WORD}{name}") for name in ("val", "eastAsia")} == {"ja"}


def test_every_plan_lists_the_misconceptions_that_its_steps_raise():
    for plan in PLANS:
        said = text_of(plan_document(plan, address))
        wrong = [each for each in STRETCHES.values() if "corrects" in each.fields]
        listed = [each for each in wrong if plain(each.say("corrects", **figures())) in plain(said)]
        assert listed and listed == [each for each in wrong if each in plan.stretches]


def test_every_figure_of_a_plan_is_in_its_step():
    supposed = {"small", "sure"}  # a hypothetical figure
    filled = set()
    for stretch in STRETCHES.values():
        names = {
            name
            for (text,) in stretch.fields.values()
            for _text, name, *_rest in Formatter().parse(text)
            if name
        }
        filled |= names
        for name in names - supposed:
            step = BY_ID[step_of(stretch)]
            sentence = step.says(SimpleNamespace(image=FOUR.image)) if step.id == "numbers" else ""
            on_page = re.findall(r"[\d,]+", plain(f"{step.title} {step.text} {step.task} {sentence}"))
            assert figures()[name] in on_page, (stretch.id, name)
    assert filled == figures().keys()


def test_every_curriculum_code_names_existing_steps_and_its_source():
    said = text_of(where_it_fits(address))
    for code in CODES:
        assert code.steps and set(code.steps) <= BY_ID.keys(), code.name
        assert urlsplit(code.source).scheme in ("http", "https") and f"]({code.source})" in said
        assert not set("() ") & set(code.source)  # otherwise Markdown ends the link there
    assert READ in said


def test_the_key_has_every_guess_and_task_with_its_answer():
    said = text_of(key(FOUR))
    steps = [step for step in STEPS if step.guess]
    for step in steps:
        right = right_of(step, FOUR)
        answer = PAGE.english("see") if right is None else step.guess.options[right]
        assert f"**{plain(step.title)}** {plain(step.guess.question)} **{plain(answer)}**" in said
        assert right == QUESTIONS[step.id].key  # which phones show
    assert [step.id for step in steps if right_of(step, FOUR) is None] == ["deep"]
    known = {"numbers": 0, "share": 2, "nine": 1, "fool": 2, "overfit": 1, "flat": 1, "tensors": 2}
    assert {name: right_of(BY_ID[name], FOUR) for name in known} == known
    for number, each in enumerate(TASKS, start=1):
        assert f"{number}. {plain(text_of_task(each))}" in said
        assert plain(each.hints[-1]).format(**each.figures) in said and plain(each.learned) in said


def test_the_questions_are_printed_in_both_forms_with_the_steps_that_answer_them():
    *forms, key = ("\n".join(leaf) for leaf in asked(address).leaves)
    for letter, said in zip(FORMS, forms, strict=True):
        assert re.findall(r"^\*\*(\d+)\.\*\* ", said, re.MULTILINE) == [f"{n}" for n in range(1, 11)]
        assert said.count("☐") == 40
        for item in ITEMS:
            form = item.forms[letter]
            assert f"{form.answers[form.right]} ([{BY_ID[item.step].title}](/lesson?step={item.step}))" in key


def test_the_lesson_as_text_has_every_sentence_of_its_steps_and_none_about_a_missing_page():
    said = markdown(lesson_as_text(FOUR))
    for step in BY_ID.values():
        assert all(plain(each) in said for each in (step.title, step.text))
        assert not step.guess or plain(step.guess.question) in said
        assert not step.task or plain(step.task) not in said
    assert (
        len(lesson_as_text(FOUR).leaves) == 4 + len({step.part for step in HANDS} - {""})
        and "119 of them aren't 0" in said
    )
    assert "finished" not in said and "No neuron is off" not in said


def test_figures_on_paper_are_rounded_half_up():
    assert [str(rounded(each)) for each in (0.125, -0.125, -0.001)] == ["0.13", "-0.13", "0.00"]


def test_a_learning_step_by_hand_is_the_network_s_own():
    reading = reading_at_start("dense", DRAWN)
    assert load_test_images()[1][int(DRAWN.partition(".")[2])] == DIGIT
    step = one_step(reading)
    network, results = reading.network, {name: float(value) for name, value in step.results.items()}
    slopes = network.logits_of(backpropagate(network, reading.image, DIGIT).kernels)
    weight = network.logits.kernel[step.neuron, DIGIT]
    assert abs(results["slope"] - slopes[step.neuron, DIGIT]) < 0.005 * float(step.a) + 0.01  # rounded twice
    assert abs(results["new"] - (weight - float(RATE) * slopes[step.neuron, DIGIT])) < 0.011
    assert results["after"] > results["before"]
    first, last = losses(reading)
    assert last < first


def test_the_neuron_built_by_hand_fires_for_the_1_alone():
    zero, one = coarse(0), coarse(1)
    assert (zero != one).any() and zero.any() and one.any()
    assert ((one - zero) * one).sum() > 0 >= ((one - zero) * zero).sum()
    asked, solved = build_sheet().leaves
    assert str(int(((one - zero) * one).sum())) in solved[-1]
    assert all(part in markdown(build_sheet()) for part in asked)


def test_the_plan_about_hands_says_what_may_be_claimed_and_the_key_has_the_measured_shares():
    rows = re.findall(
        r"^\| (?:adults|students|both) \|(.+)\|$", (PROJECT / "docs/measured.md").read_text(), re.M
    )
    measured = [re.findall(r"([−\d.]+) to ([−\d.]+)", row) for row in rows]
    assert measured == [[tuple(figure(each, 1) for each in pair) for pair in row] for row in MEASURED]
    asked, solved = ("\n".join(part for part in leaf) for leaf in hands_sheet().leaves)
    for pair in (pair for row in measured for pair in row):
        assert "{} to {}".format(*pair) in solved and "{} to {}".format(*pair) not in asked
    spread = max(high - low for row in MEASURED for low, high in row[:2])
    for plan in PLANS:
        said = text_of(plan_document(plan, address))
        assert (f"up to {figure(spread, 1)} percentage points" in said) == (plan.id == "hands")
        assert ("Never rank pupils" in said) == (plan.id == "hands")


def test_the_slides_are_a_title_and_eight_questions_with_pictures_and_their_answers():
    document = slides(FOUR, address("lesson", "step=draw"))
    (says, (code,)), *leaves = document.leaves
    assert (document.title, says) == (TITLE, DESCRIPTION) and code.caption == "/lesson?step=draw"
    assert len(leaves) == 8
    for (question, pictures, answer), name in zip(leaves, PICTURES):
        assert question == f"### {plain(STRETCHES[name].say('asks', **figures()))}"
        assert answer == plain(STRETCHES[name].say("says", **figures()))
        assert pictures and all(each.src.startswith(PNG_PREFIX) and each.alt for each in pictures)
        assert "words#" not in question + answer  # a slide has no marks of the glossary


@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_a_stretch_can_be_spoken_in_its_minutes(plan):
    """The teacher's and the class's words, aloud at 110 a minute, take three quarters of the time."""
    for lesson in plan.lessons:
        for name, minutes in lesson.items():
            stretch = STRETCHES[name]
            said = [stretch.english(each) for each in ("does", "asks", "hears", "says")]
            said += on_page(stretch) if name != "ticket" else []
            words = sum(len(plain(text).split()) for text in said)
            assert words / 110 < 0.75 * minutes, f"{plan.id}: {name} takes {words / 110:.1f} of {minutes}"


@for_each("age", [TEACHER, *AGES])
@for_each("plan", PLANS, ids=lambda plan: plan.id)
def test_a_stretch_has_time_to_read_think_and_answer(plan, age):
    for lesson in plan.lessons:
        for name, minutes in lesson.items():
            spent = seconds(STRETCHES[name], age) / 60
            assert spent < minutes, f"{plan.id}: {name} takes {spent:.1f} of {minutes}"


def test_no_timed_stretch_took_longer_than_planned():
    """Compare with docs/measured.md: for each plan the planned and the measured times, for the teacher and
    for the class of either age.
    """
    rows = re.findall(
        r"^\| (\w+) ((?:\| [\d.–, ]+ ){4})\|$", (PROJECT / "docs/measured.md").read_text(), re.M
    )
    lessons = [plan for plan in PLANS if plan.id.isdigit()]  # nobody has timed the others
    timed = {name for plan in lessons for lesson in plan.lessons for name in lesson}
    found = {name: [cell.split(", ") for cell in cells.strip("| ").split(" | ")] for name, cells in rows}
    assert found.keys() == timed | {"together"}
    for place, plan in enumerate(lessons):
        planned = {name: minutes for lesson in plan.lessons for name, minutes in lesson.items()}
        planned["together"] = plan.minutes
        for name, cells in found.items():
            said, *took = (cell[place] for cell in cells)
            assert said == str(planned.get(name, "–")), (plan.id, name)
            assert said == "–" or max(map(float, took)) <= planned[name], (plan.id, name)
