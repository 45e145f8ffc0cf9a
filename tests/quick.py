"""Define what `make test` runs after a change; `make test-all` runs everything.

Every file is in this quick set unless it is in `SLOW`. Of the tests in Chromium, those of `IN_CHROMIUM` are
in it: a walk through every page, and the main path of every feature.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SLOW = {  # files, or single tests, by the cause of their slowness
    *("test_class_processes.py", "test_container.py", "test_deploy.py"),  # servers, nginx, PostgreSQL
    "test_class_stores.py::test_a_hung_or_lost_postgresql_delays_nobody_and_recovers",
    *("test_clone.py", "test_upstream.py"),  # a process for each case
    *("test_again.py", "test_costly_networks.py", "test_keras_process.py"),  # other processes
    "test_package.py",
    "test_po_file.py::test_every_sentence_is_translated",  # it waits for translators
    "test_export.py::test_a_notebook_runs_in_jupyter_with_keras",
    *("test_files.py", "test_teachers_networks.py"),  # Keras's files, of all kinds
    *("test_uploaded_file.py", "test_uploaded_trial.py"),
    *("test_augment.py", "test_interrupt.py", "test_learner.py"),  # trainings
    *("test_own_detector.py", "test_own_digits.py", "test_train_model.py"),
    "test_training.py::test_the_lesson_on_overfitting_overfits",
    "test_perceptron.py::test_learning_comes_within_a_third_of_a_point_of_regression",
    "test_damaged_files.py",  # every page, run again for each file
    *("doors/test_addresses.py", "doors/test_files.py", "doors/test_memory.py", "doors/test_networks.py"),
    *("doors/test_pages.py", "doors/test_store.py"),  # forged input, by the hundred
    "test_messages.py::test_endless_compressed_messages_take_as_much_as_those_of_two_rounds_may",
    "test_received.py::test_forged_messages_change_nothing_on_any_page",
}
IN_CHROMIUM = {
    "test_breaking_page.py": ["a_moved_digit_is_misread_until_it_is_centered"],
    "test_building_page.py": ["a_bar_and_a_ring_separate_ones_from_zeros"],
    "test_catalogue.py": ["tiles_are_square_and_fill_their_rows"],
    "test_counterfactuals.py": ["a_click_changes_the_drawing_and_undo_restores_it[dense-1]"],
    "test_every_page.py": ["every_page_and_file_loads_in_german"],
    "test_draw_page.py": [
        "three_digits_drawn_with_the_mouse_are_read[conv]",
        "undo_redo_and_clear",
        "a_test_image_comes_with_its_true_label",
        "a_photo_is_read_and_another_file_shows_an_error",
        "a_clicked_neuron_shows_numbers_that_add_up[conv-conv2]",
        "a_neuron_can_be_chosen_with_the_keyboard",
        "a_digit_is_drawn_with_a_finger_without_scrolling",
    ],
    "test_layout_shift.py": ["the_largest_text_is_there_before_the_page[draw]"],
    "test_lesson.py": ["the_lesson_recovers_from_wrong_actions"],
    "test_lines.py": ["drawings_made_offline_are_sent_when_the_line_is_back"],
    "test_links.py": [
        "a_link_shows_the_same_page_and_nothing_loses_it",
        "every_page_has_the_link_button_and_its_qr_code",
    ],
    "test_live_ink.py": [
        "answer_and_neurons_appear_while_the_pen_is_down",
        "a_stroke_is_sent_as_one_message_when_the_pen_lifts",
        "python_s_drawing_gives_the_same_answer_as_the_pen_s",
        "a_card_follows_the_drawing",
        "a_non_digit_shows_the_most_similar_real_digits",
        "a_stroke_survives_a_quick_change_of_page",
    ],
    "test_map.py": ["a_drawing_moves_among_a_thousand_digits_on_the_map"],
    "test_my_digits.py": ["an_invented_seven_is_read_after_ten_examples"],
    "test_neuron_card.py": [
        "the_ledger_on_screen_adds_up[dense-hidden1]",
        "the_path_leads_from_the_answer_to_pixels_and_back",
        "an_output_s_card_explains_why_this_answer_or_not",
        "a_switched_off_neuron_says_so_and_contributes_nothing",
        "focus_moves_to_an_opened_card_and_back",
        "the_catalogue_opens_cards_and_the_drawing_stays",
    ],
    "test_one_screen.py": ["canvas_and_answer_stay_in_view_on_a_phone"],
    "test_one_step.py": ["errors_lead_back_to_a_pixel_and_steps_lower_the_loss"],
    "test_painted_network.py": ["every_neuron_has_its_value_s_color[conv]"],
    "test_pair.py": ["the_slider_leads_from_the_pinned_drawing_to_the_new_one"],
    "test_print.py": ["paper_has_no_buttons"],
    "test_shell.py": ["the_page_has_every_stroke_drawn_before_it"],
    "test_training_here.py": ["a_network_trains_here_is_used_stored_and_deleted"],
    "test_training_page.py": ["replay_works_by_slider_and_by_play"],
    "test_wall.py": ["drawings_are_on_the_wall_until_removed_taken_back_or_over"],
    "test_words.py": ["a_word_is_explained_with_the_mouse", "a_word_is_explained_with_a_finger"],
}  # file of tests/browser -> its tests, without "test_"; of one with parameters, those in brackets or all


def has_quick(path: Path) -> bool:
    """Return whether `make test` runs any test of this file; importing the others would take a while."""
    name = path.relative_to(TESTS).as_posix()
    return path.name in IN_CHROMIUM if path.parent.name == "browser" else name not in SLOW


def is_quick(item: pytest.Item) -> bool:
    """Return whether `make test` runs this test."""
    name = item.path.relative_to(TESTS).as_posix()
    folder, _, file = name.rpartition("/")
    if folder == "browser":
        names = {item.originalname, re.sub(r"\[chromium-?", "[", item.name)}
        return any(name.removeprefix("test_") in IN_CHROMIUM.get(file, ()) for name in names)
    return not {name, f"{name}::{item.originalname}"} & SLOW and folder not in ("engines", "site")
