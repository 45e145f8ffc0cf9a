"""All keys of a session's state, and the only way to access it.

Streamlit keeps a dictionary for every session. This lists what is stored under which key and what it means.
Keys that aren't in the list can't be read or written; no session sees another one's state.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

import streamlit as st

T = TypeVar("T")

KEYS = {
    "opened": "bool: a page has been opened before, see page.py",
    "messages_taken": "dict of str to int: the number of the newest message taken, by component, see `mount`",
    "stores_read": "frozenset of str: the parts of the browser's store that were taken in, see `Stored`",
    # the language
    "language": "str: in which this session is spoken to, see `spoken`",
    "demo": "int, seconds: without a hand for so long, the page draws by itself",
    "language_linked": "bool: the address had said which",
    "language_chosen": "bool: somebody has chosen it from the menu",
    # the address
    "address_session": "str: a random name for this session, given when the page's address was read",
    "address_number": "int: how often what the address says has been sent",
    "drawing_written": "(Drawing, str): the drawing written last, and what the address says for it",
    "link_asked": "str, for one run: that address",
    "file_asked": "dict: the file that a press asked for, until the browser has it, see `download`",
    # what is drawn
    "latest_drawing": "LatestDrawing: the newest drawing of this session, and what the browser was given",
    "steps_asked": "bool: the steps from the drawing to its image are to be shown",
    "stages": "(Drawing, Stages): the steps from the drawing looked at last to its image",
    "reading": "Reading: of the last drawing",
    "pinned": "Pinned or None: the drawing that others are compared with",
    "pinned_reading": "Reading: of that one",
    "pinned_written": "(Pinned, str): that one, and what the address says for it",
    "keep_this": "a button's: pin the drawing",
    "surface": "the canvas component's: what it has sent last",
    "canvas_refused": "bool, for one run: what the canvas has sent can't be read",
    "pen_width": "int, canvas pixels: a segmented control's",
    "upload": "the uploaded picture: a file uploader's",
    "upload_open": "bool: a popover's, whether a picture can be chosen",
    "upload_problem": "str: a `Sentence`, why the last uploaded picture can't be used; empty if it can",
    # own digits
    "own_digits": "tuple of OwnDigit: the labeled drawings, in the order they were stored",
    "note": "(str, str), for one run: a sentence about what was just done, and an icon",
    "labeled_last": "(int, int): the drawing's version, and which digit it was stored as last",
    # a class
    "class_code": "str: that of the class which this session has joined",
    "class_keys": "dict of code to key: of the classes whose teacher this browser is",
    "class_device": "str: the secret by which this device sends",
    "class_sent": "dict of int to int: what was sent, the drawing's version to its number on the wall",
    "class_refused": "int: how often a drawing was not taken",
    "class_note": "str, for one run: what to say of that",
    "class_begun": "int: how many classes this session has begun",
    "class_wrong": "tuple of float, seconds: when this session has tried wrong codes, see `Watch`",
    "class_join_problem": "str: why no class was joined",
    "class_problem": "str: why no class was begun",
    "wall_drawer": "bool: a popover's, whether the teacher manages the class",
    "class_along": "bool: an expander's, whether the wall's drawings can be downloaded",
    "class_sat": "dict: which time of the ten questions this device has answered last, and what went wrong",
    "class_round_opened": "bool, for one run: this device goes to the ten questions",
    "class_vote": "(str, int): the `News.question` that this device has seen last, and its choice, or -1",
    "class_signs_answer": "dict: what the class answered to the last signs sent to it, see class_row.js",
    "swap_joined": "str: the class whose round this session has shown",
    "swap_phase": "str: the phase of the round for which `swap_note` is shown",
    "swap_reads": "int: the number of another device's network that Draw reads with; 0 for one from a file",
    "swap_asked": "int: that number, as the address says it, until Draw reads with that network",
    "swap_found": "dict of int to str: finds in a network from a file, by the drawing's version",
    "swap_loaded": "bool, for one run: Draw reads with another network",
    "swap_note": "str, for one run: what to say of what was done last in the round",
    "class_network_asked": "bool: this browser wants the class's network",
    "wall_signs": "str: a text field's, the names of the class's own signs",
    "wall_question": "str: a select box's, what the class can be asked: the id of a step of the lesson",
    "wall_swap_ranks": "bool: a toggle's, whether the best of the class's networks comes first",
    "wall_swap_tester": "int: a select box's, the device that is to test a network",
    "wall_swap_owner": "int: a select box's, the device whose network that is",
    "wall_seen": "int: the serial up to which that browser has seen what was removed",
    "wall_from": "int: the serial up to which this session's browser has the drawings of the wall",
    "wall_by": "str: a segmented control's, what the wall's columns are of",
    "wall_order": "str: a segmented control's, how the wall's drawings are sorted",
    "wall_devices": "bool: a toggle's, whether the wall shows right and wrong by device",
    "wall_open": "int, for one run: the number of the wall's drawing that is to be looked into",
    # which network, which neuron
    "network": "str: the switch's, the name of a shipped network or `networks.OWN`",
    "own_network": "Network: one that only this session uses",
    "own_profiles": "((Network,), Work for Profiles): of that network",
    "networks_compared": "bool: whether all networks read the drawing, side by side",
    "network_by_message": "bool: the browser could not fetch the network, so that it is sent as a message",
    "neuron_{network}": "Unit or None: the neuron whose card is open",
    "factors_{network}": "dict of (layer, number of a neuron or map) to factor: by what it is multiplied",
    "volume_{turn}": "float: a slider's, that factor of the neuron whose card is open",
    "turns": "dict of str to (int, object): how often no hand moved a control, and what it is about",
    # the map
    "map_shown": "bool: whether it is looked at in place of the network",
    "map_picked": "bool, for one run: a digit of it was clicked",
    "map_left": "a button's: back to the network",
    "own_probes": "((Network,), Work for Probes): of this session's own network",
    # the card
    "walk_{network}": "tuple of Unit: from where the walk back began to the neuron whose card is open",
    "why_mode": "str: one of `why.MODES`, in which an output's card says why",
    "why_way_chosen": "str: a segmented control's, that mode",
    "why_compared": "(int, int, bytes): the digit of an output's card, the rival asked for, and on what",
    "why_rival_{turn}": "int: a select box's, the digit with which that of the card is compared",
    "why_level_{network}": "str: the layer in which the margin is looked at",
    "why_level_chosen_{network}": "str: a select box's, that layer",
    "counterfactual_search": "((Network, bytes, int), Work for Counterfactuals): what was looked for last",
    "counterfactual_chosen": "bool, for one run: such a change was clicked",
    "attribution": "(Reading, (int, int), Attribution): the pixels' shares of a pair of digits",
    # the catalogue
    "layer_{network}": "str: a select box's, which layer",
    "order": "str: a select box's, how its neurons are sorted",
    "card_open": "bool, for one run: a neuron of the catalogue was clicked",
    # replay
    "training_part": "str: replay, live or one step",
    "replay_step": "int: which snapshot is shown",
    "replay_playing": "bool: whether it goes on by itself",
    "replay_moved": "float, seconds of time.monotonic(): when it last did",
    "replay_neuron": "int: the first-layer neuron looked at through time",
    "confusion_cell": "(int, int): the cell whose images are shown",
    # damage
    "breaking_kind": "str: one of `damage.DEGREES`",
    "breaking_degree_{kind}": "int: the degree of that kind of damage",
    "breaking_centered": "bool: whether what is damaged is centered and scaled again",
    "breaking_image": "(array, str, array): the image damaged last, how, and what it became",
    "breaking_curve_open": "bool: a popover's, whether the damaged test digits are shown",
    "breaking_smallest_open": "bool: a popover's, whether the smallest change is shown",
    "breaking_counted": "((Network, str), Work for Rights): counted of test digits so damaged",
    "breaking_smallest": "((Network, bytes), Work for a SmallestChange or None): of these pixels",
    # a neuron built by hand
    "built": "Painted: what is on the page Build",
    "built_chosen": "int, str or None: the picture whose sum is looked at there, see `built`",
    "built_network": "str, for one run: the name of the network that was made of saved neurons",
    "task": "str: the task that is asked: an id of `tasks`, or what `own_task` has written",
    "task_acted": "bool, for one run: its panel has changed what other parts of the page show",
    "task_shown": "bool: a solution of it was shown since it was asked",
    "task_claimed": "int or None: the number of the picture whose label was said to be false",
    "task_meant": "Meant or None: which sign the drawing on Teach it was meant to be, see `sign_task`",
    "own_task_about": "str: a segmented control's, what a teacher's own task is about",
    "own_task_wanted": "str: a select box's, what the network has to make of the drawing in it",
    "own_task_way": "str: a segmented control's, what may be changed in it",
    "own_task_most": "int: a slider's, how many pixels of ink or neurons in it; 0 for any number",
    "own_task_goal": "str: a select box's, what the neuron of a teacher's own task has to do",
    "own_task_share": "int, percent: a slider's, how many images have to be right in it",
    "own_task_pixels": "int: a slider's, how many pixels may be painted in it",
    "own_task_learns": "bool: a toggle's, whether the neuron may learn in it",
    "own_task_text": "str: a text field's, what the teacher says",
    "task_hints": "int: how many of its hints are shown",
    "tasks_solved": "frozenset of str: the ids of the tasks that were solved",
    "built_revision": "int: how often something else was put there than the browser has painted",
    "signs_told": "Told: what the page Teach it has learned and read, told while a task is asked",
    # one step by hand
    "step_trainer": "StepTrainer: the copy of a network with which this session takes steps",
    "one_step": "bool: whether the page is one step of the lesson in another page",
    "one_step_chosen": "bool: whether somebody has chosen what this drawing should be",
    "one_step_digit": "int: a segmented control's, what the drawing should be",
    "one_step_rate": "float: a slider's, the learning rate",
    "one_step_walk": "tuple of Unit: from an output back to the neuron or pixel looked at, or empty",
    # live training
    "choose_{choice}_{turn}": "a select box's: one of `Choices`",
    "training": "Training: the one that this session has started last",
    "saved_network_coming": "Training: of the network saved in the browser that we have requested",
    "own_saved": "bool: this browser has saved a network, which the switch offers",
    "own_awaited": "bool: whether we wait for the one used last; `saved_networks.NONE` if there is none",
    "saved_network_used": "str: the name of the training whose saved network is in use",
    "questions_lead_to": "str, for one run: the folder of the page to show next, after the ten questions",
    "signs_used": "bool, for one run: a network for signs was sent, which Draw shows next",
    "depths": "Race: trainings that differ in their number of hidden layers, of which one goes on",
    "runs": "dict of Training: the ones before that, without weights, by their looks; oldest first",
    "runs_measure": "str: a segmented control's, which of their measures is shown",
    "network_upload": "the uploaded .keras file: a file uploader's",
    "network_problem": "Sentence or None: why the last uploaded network can't be used",
    "choose_source_{turn}": "str: a select box's, of `training_data`, what live training learns from",
    "choose_begin_{turn}": "str: a select box's, of `training_data`, what live training begins with",
    # the lesson, and what a link has hidden
    "hidden": "frozenset of str: of `words.HIDEABLE`, what a link has hidden",
    "lesson_step": "str: the id of the step that is shown or, from an address, asked for",
    "course_step": "str: a select box's, the id of the step that is for a course page",
    "lesson_title": "str: the title of the step that is shown, in the session's language",
    "lesson_asked": "bool: whether a link to a step was clicked, until the lesson is shown",
    "lesson_begun": "(str, png): the step set up last, and the drawing then",
    "lesson_events": "frozenset of str: what has happened since",
    "lesson_done": "frozenset of str: the ids of the steps that were done",
    "lesson_drawing": "Drawing: what was drawn for the lesson, which comes back after other drawings",
    "lesson_drawing_written": "(Drawing, str): that one, and what the address would say for it",
    "lesson_guess_{step}": "str: what was guessed in a step",
    "lesson_right_{step}": "int or None: the number of the option that was right when the step was done",
    "lesson_seen_{step}": "Known or None: what the session knew then",
    "lesson_slid": "int: a slider's, by how many pixels the drawing is slid aside",
    "lesson_downhill": "int: how many steps downhill one weight has taken",
    "lesson_race": "Race: the trainings side by side",
    "lesson_hands": "Hands: what the networks of the second lesson have read in this browser",
    "lesson": "str: the lesson that a link asked for, see `LESSONS`; the step that is shown says more",
    # what teachers take along
    "paper_opened": "str: a radio button's, the id of the plan or paper that is shown",
}


def get(key: str, default: object = None) -> object:
    """Return the value of a key."""
    return st.session_state.get(_declared(key), default)


def put(key: str, value: object) -> None:
    """Set the value of a key; for a widget, before it is shown in this run."""
    st.session_state[_declared(key)] = value


def take(key: str, default: object = None) -> object:
    """Return the value of a key and remove it."""
    return st.session_state.pop(_declared(key), default)


def made_once(key: str, about: object, make: Callable[[], T]) -> T:
    """Return what `make` returns; call it again only if `about` is another object than last time."""
    last, made = get(key, (None, None))
    if last is not about:
        made = make()
        put(key, (about, made))
    return made


def get_or_put(key: str, value: object) -> object:
    """Return the value of a key; set it to that value if it has none."""
    return st.session_state.setdefault(_declared(key), value)


def leave_note(sentence: str, icon: str) -> None:
    """Let the run after a callback show a sentence, in place of one that isn't shown yet.

    A callback doesn't show it itself: before Streamlit 1.63, which the site without a server runs, the
    message would take the place of the page's first elements.
    """
    put("note", (sentence, icon))


def show_note() -> None:
    """Show the sentence that a callback has left, once."""
    if note := take("note"):
        st.toast(note[0], icon=note[1])


@lru_cache(maxsize=1024)
def _declared(key: str) -> str:
    """Return the key.

    Raises:
        KeyError: it isn't in the list.
    """
    if key not in KEYS and not any(pattern.fullmatch(key) for pattern in _PATTERNS):
        raise KeyError(f"{key!r} is not among the keys of views/session/state.py")
    return key


_PATTERNS = [re.compile(re.sub(r"\{\w+\}", ".+", key)) for key in KEYS if "{" in key]
