"""Define what `make test` runs after a change; `make test-all` runs everything.

Every file is in this quick set unless it is in `SLOW`. Of the tests in Chromium, those of `IN_CHROMIUM` are
in it: a walk through every page, and the main path of every feature.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
SLOW = {  # files, or single tests, by the cause of their slowness
    *("test_class_processes.py", "test_container.py", "test_deploy.py"),  # servers, nginx, PostgreSQL
    *("test_again.py", "test_costly_networks.py", "test_keras_process.py"),  # other processes
    "test_package.py",
    "test_export.py::test_a_notebook_runs_in_jupyter_with_keras",
    *("test_files.py", "test_teachers_networks.py"),  # Keras's files, of all kinds
    *("test_uploaded_file.py", "test_uploaded_trial.py"),
    *("test_augment.py", "test_interrupt.py", "test_learner.py"),  # trainings
    *("test_own_detector.py", "test_own_digits.py", "test_train_model.py", "test_training.py"),
    "test_perceptron.py::test_learning_comes_within_a_third_of_a_point_of_regression",
    "test_damaged_files.py",  # every page, run again for each file
    "test_javascript.py::test_the_laws_hold_in_chromium",  # as they do in Node
    *("doors/test_addresses.py", "doors/test_files.py", "doors/test_memory.py", "doors/test_networks.py"),
    *("doors/test_pages.py", "doors/test_store.py"),  # forged input, by the hundred
}
IN_CHROMIUM = {
    "test_breaking_page.py": ["aside_it_is_another_digit_and_as_mnist_was_made_it_is_not"],
    "test_building_page.py": [
        "a_bar_and_a_ring_tell_ones_from_zeros_and_a_link_says_so",
        "a_dot_has_everybody_s_4_read_as_a_9_and_a_false_label_is_found",
    ],
    "test_catalogue.py": ["tiles_are_square_and_fill_their_rows"],
    "test_counterfactuals.py": ["a_click_does_what_was_found_and_undo_takes_it_back"],
    "test_every_page.py": ["every_page_is_whole_and_what_it_fetches_comes_in_german_too"],
    "test_draw_page.py": [
        "three_digits_drawn_with_the_mouse_are_read",
        "undo_redo_and_clear",
        "a_test_image_comes_with_its_true_label",
        "a_photo_is_read_and_a_file_that_is_none_gets_a_sentence",
        "a_clicked_neuron_shows_numbers_that_add_up",
        "a_neuron_can_be_chosen_with_the_keyboard",
        "a_digit_drawn_with_a_finger_is_read_and_a_phone_s_page_stays_and_needs_no_sideways_scrolling",
    ],
    "test_languages.py": [
        "two_sessions_at_once_are_each_in_their_own_language",
        "another_language_keeps_the_drawing_and_the_card",
    ],
    "test_layout_shift.py": ["the_largest_text_of_a_page_is_there_before_the_page"],
    "test_lesson.py": [
        "whoever_does_the_wrong_thing_first_recovers",
        "the_links_for_teachers_lead_to_the_lesson",
    ],
    "test_lines.py": ["what_is_drawn_while_there_is_no_line_is_told_when_it_is_back"],
    "test_links.py": [
        "whoever_opens_a_link_sees_the_same_and_nothing_loses_it",
        "the_button_is_on_every_page_and_shows_the_link_as_a_qr_code",
        "a_damaged_link_opens_the_page_with_one_sentence_that_is_in_nobody_s_way",
        "what_a_link_hides_is_not_seen",
    ],
    "test_live_ink.py": [
        "the_answer_and_the_neurons_appear_while_the_pen_is_down",
        "a_stroke_is_one_message_to_the_server_and_none_while_the_pen_is_down",
        "what_python_prepares_of_the_finished_stroke_is_answered_the_same",
        "a_card_follows_the_drawing",
        "a_non_digit_is_shown_beside_the_nearest_real_ones",
        "a_stroke_left_at_once_for_another_page_is_not_lost",
        "the_canvas_s_insides_are_as_expected",
    ],
    "test_map.py": ["the_drawing_moves_among_a_thousand_digits_and_each_of_them_can_be_drawn"],
    "test_my_digits.py": ["an_invented_seven_is_misread_and_read_after_ten_examples"],
    "test_neuron_card.py": [
        "the_ledger_on_screen_adds_up",
        "one_walks_back_from_the_answer_to_the_pixels_and_returns",
        "an_output_s_card_says_why_the_answer_and_why_not_this_digit",
        "a_switched_off_neuron_says_so_and_gives_nothing_to_those_that_read_it",
        "focus_goes_to_the_card_that_opens_and_back_when_it_closes",
        "the_catalogue_opens_cards_and_the_drawing_stays",
    ],
    "test_one_screen.py": ["on_a_phone_canvas_and_answer_stay_and_the_pages_have_names"],
    "test_one_step.py": ["choose_walk_back_to_a_pixel_and_step_downhill"],
    "test_painted_card.py": ["weights_and_contributions_are_orange_above_0_and_blue_below"],
    "test_painted_network.py": ["every_neuron_has_the_color_of_its_value_on_its_layer_s_scale"],
    "test_pair.py": [
        "one_is_kept_while_another_is_drawn_and_the_slider_leads_from_it_to_that",
        "a_card_has_what_the_other_ink_changed_in_figures_that_add_up",
    ],
    "test_print.py": ["paper_has_nothing_to_be_pressed"],
    "test_restart.py": ["a_server_started_anew_takes_over_what_is_drawn_and_seen"],
    "test_shell.py": ["every_stroke_from_before_the_page_is_on_it"],
    "test_training_here.py": ["it_trains_here_while_one_draws_is_used_kept_and_forgotten"],
    "test_training_page.py": [
        "replay_by_slider_and_by_play",
        "what_a_training_will_show_is_there_before_it_starts",
    ],
    "test_wall.py": ["what_a_class_sends_is_on_its_wall_and_goes_when_it_is_removed_taken_back_or_over"],
    "test_words.py": ["a_word_is_asked_with_the_mouse", "a_word_is_asked_with_a_finger"],
}  # file of tests/browser -> its tests, without "test_"


def is_quick(item: pytest.Item) -> bool:
    """Return whether `make test` runs this test."""
    name = item.path.relative_to(TESTS).as_posix()
    folder, _, file = name.rpartition("/")
    if folder == "browser":
        return item.originalname.removeprefix("test_") in IN_CHROMIUM.get(file, ())
    return not {name, f"{name}::{item.originalname}"} & SLOW and folder not in ("engines", "site")
