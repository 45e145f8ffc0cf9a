"""The Training page is in the session's language in more states than test_plans.py has."""

import pytest

from model.errors import NetworkError
from model.training.snapshot import STOPPED
from tests.apptest import FOUR, TRAINING, opened
from tests.catalogs import extracted_once
from tests.pseudo_language import PSEUDO, in_pseudo
from tests.scratch_language import speaks
from tests.trainings import SEVENS, TAUGHT, stored, training
from tests.unsaid import texts, unsaid

pytestmark = pytest.mark.usefixtures("canvas_stand_in")

NO_ROOM = NetworkError("There is no room for this on the server right now. Try again later.").sentence
LIVE = {"training_part": "Live"}
RUN = stored(TAUGHT)
STATES = {  # that test_plans.py doesn't have
    "before": LIVE | {"own_digits": SEVENS, "choose_activation_0": "step"},
    "stopped": LIVE | {"training": training(STOPPED), "runs": {0: RUN}},
    "cut short": LIVE | {"training": training(STOPPED, seconds=1800.0), "network_problem": NO_ROOM},
}


@pytest.fixture(scope="module")
def sentences() -> dict[object, object]:
    return in_pseudo(extracted_once())


@pytest.mark.parametrize("name", STATES)
def test_every_word_is_in_the_session_s_language(name, sentences, tmp_path):
    app = opened(TRAINING, FOUR, **STATES[name])
    with speaks(tmp_path, en_XA=sentences):
        app.session_state["language"] = PSEUDO
        app.run()
        assert not app.exception
        assert [(place, text) for place, text in texts(app) if unsaid(text)] == []
