"""Tests which language a session and a request get, and that the browser gets its words."""

import json
import re

import pytest
from babel.messages.plurals import get_plural
from streamlit.testing.v1 import AppTest

from tests.scratch_language import speaks
from views.address import spoken
from views.address.language_menu import _take_in
from views.parts.files import words_file
from views.parts.files.words_file import words_address
from views.parts.language import asked, catalogs
from views.parts.language.asked import COOKIE, preferred, resolve
from views.parts.language.language import _, speaking
from views.parts.language.po_file import Catalog
from views.serving.headers import FOREVER, policy
from views.serving.link_preview import in_language, language_of
from views.serving.network_routes import language_file
from views.session import state

UNDER = "under {share}"
PAGE = '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body></body></html>'


@pytest.fixture
def several(tmp_path):
    with speaks(tmp_path, de={UNDER: "unter {share}"}, pt_BR={UNDER: "abaixo de {share}"}):
        yield


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["de"], "de"),
        (["de-AT"], "de"),
        (["DE_de"], "de"),
        (["pt-PT"], "pt-BR"),
        (["xx", None, "", "pt-br"], "pt-BR"),
        (["en-US", "de"], "en"),
        (["xx", "../de", "d" * 1000, "de\0"], "en"),
        ([], "en"),
    ],
)
def test_a_language_is_found_by_its_name_or_a_regional_variant(several, names, found):
    assert resolve(names) == resolve([], names) == found


def test_an_unfinished_language_is_only_used_on_request(tmp_path):
    with speaks(tmp_path, de={UNDER: "unter {share}"}, nl={UNDER: "minder dan {share}", "Undo": ""}):
        assert catalogs.languages() == ("en", "de")
        assert resolve(["nl"], ["de"]) == "nl" and resolve([], ["nl", "de"]) == "de"
        assert language_of(scope("lang=nl", "", "de")) == "nl" != language_of(scope("", "", "nl"))
        name = words_address("nl").rpartition("/")[2]
        assert language_file(_request(name)).status_code == 200
        with speaking("nl"):
            assert (_(UNDER), _("Undo")) == ("minder dan {share}", "Undo")


def test_without_other_languages_everything_is_english(tmp_path):
    with speaks(tmp_path):
        assert resolve(["de", "fr"]) == "en"


def test_the_browser_s_preferences_are_bounded():
    assert preferred("de-AT,de;q=0.9, en;q=0.8") == ["de-AT", "de", "en"]
    assert len(preferred(",".join(["de"] * 10**6))) <= asked.MOST_NAMES


def scope(query: str = "", cookie: str = "", prefers: str = "") -> dict:
    headers = [(b"cookie", cookie.encode()), (b"accept-language", prefers.encode())]
    return {"type": "http", "query_string": query.encode(), "headers": headers, "path": "/"}


def test_a_page_prefers_the_address_then_the_choice_then_the_browser(several):
    chosen = f"a=b; {COOKIE}=de"
    assert language_of(scope("lang=pt-BR", chosen, "en")) == "pt-BR"
    assert language_of(scope("step=draw", chosen, "pt-BR")) == "de"
    assert language_of(scope("", "", "xx,pt;q=0.3")) == "pt-BR"
    assert language_of(scope("lang=%00", f"{COOKIE}=<script>", "*")) == "en"


def test_a_page_names_its_language_and_loads_its_words_first(several):
    page = in_language(PAGE, "de")
    assert page.count("<html") == 1 and '<html lang="de">' in page
    (script,) = re.findall(r'<head><script src="([^"]+)"></script>', page)
    assert script == words_address("de")
    assert "'self'" in policy(page)
    assert in_language(PAGE, "en") == PAGE


def test_words_are_cached_by_name_and_other_names_are_not_found(several):
    name = words_address("de").rpartition("/")[2]
    answer = language_file(_request(name))
    assert answer.headers["cache-control"] == FOREVER and answer.status_code == 200
    for other in ("de-0000000000000000.js", name.replace("de-", "fr-"), "", "../de.js", "en"):
        assert language_file(_request(other)).status_code == 404


def _request(name: str):
    return type("Asked", (), {"path_params": {"name": name}})()


def test_the_words_are_those_that_javascript_uses(several):
    code = words_file.words_file("de").decode()
    (settings,) = re.findall(r"\{\.\.\.(\{.*\}), plural: \(n\) => Number\(", code)
    settings = json.loads(settings)
    assert settings["words"][UNDER] == "unter {share}"
    assert (settings["lang"], settings["point"], settings["percent"]) == ("de", ",", "{number}\u00a0%")
    assert words_file.words_file("en") == b"delete globalThis.inklingLanguage;"


@pytest.mark.parametrize("language", ["fr", "uk", "ja", "de"])
def test_the_browser_gets_every_plural_form_in_order(tmp_path, language):
    one, many = words_file.counts()[0]
    forms = tuple(f"form {number}" for number in range(get_plural(language).num_plurals))
    with speaks(tmp_path, **{language: {(one, many): forms}}):
        (settings,) = re.findall(r"\{\.\.\.(\{.*\}), plural", words_file.words_file(language).decode())
    assert json.loads(settings)["words"][one] == [*forms]


def test_only_a_plural_rule_of_a_catalog_becomes_code(several, monkeypatch):
    head = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=alert(1);\\n"\n'
    monkeypatch.setattr(words_file, "catalog", lambda language: Catalog(head))
    assert Catalog(head).plural == "n != 1"
    words_file.words_file.cache_clear()
    assert "alert" not in words_file.words_file("de").decode()


# A session


@pytest.fixture
def session(monkeypatch):
    monkeypatch.setattr(state.st, "session_state", {})
    monkeypatch.setattr(spoken, "get_script_run_ctx", lambda **_: object())


def test_a_session_starts_with_the_chosen_language_or_the_browser_s(several, session, monkeypatch):
    context = type("Context", (), {"cookies": {COOKIE: "xx"}, "locale": "de-CH"})
    monkeypatch.setattr(spoken.st, "context", context)
    spoken.begin_to_speak()
    assert state.get("language") == "de"
    spoken.begin_to_speak()
    assert spoken.written() == ""


def test_a_session_s_address_takes_precedence(several, session, monkeypatch):
    monkeypatch.setattr(
        spoken.st, "context", type("Context", (), {"cookies": {COOKIE: "de"}, "locale": "de"})
    )
    monkeypatch.setattr(spoken.st, "query_params", {"lang": "pt-BR"})
    spoken.begin_to_speak()
    assert state.get("language") == "pt-BR" and spoken.written() == ""


def test_a_shared_link_names_the_language_unless_english_is_the_default(several, session, monkeypatch):
    for cookies, lang, picked, said in (
        ({}, "en", "", ""),
        ({}, "de", "", "de"),
        ({COOKIE: "en"}, "en", "", "en"),
        ({}, "de", "en", "en"),
    ):
        state.st.session_state.clear()
        monkeypatch.setattr(spoken.st, "context", type("Context", (), {"cookies": cookies, "locale": lang}))
        spoken.speak(lang)
        if picked:
            _take_in(picked)
        assert spoken.for_others() == said
    spoken.speak("en")
    state.st.session_state.clear()
    assert spoken.read("en") and spoken.for_others() == "en"


def test_an_address_only_has_a_language_if_it_had_one_before(several, session):
    assert not spoken.read("fr") and not spoken.read("de-AT") and spoken.written() == ""
    assert spoken.read("de") and spoken.written() == "de"
    _take_in("pt-BR")
    assert spoken.written() == "pt-BR"


@pytest.mark.parametrize("sent", [None, "", "fr", 7, ["de"], {"lang": "de"}, "de" * 10**6])
def test_an_unknown_language_changes_nothing(several, session, sent):
    _take_in("de")
    _take_in(sent)
    assert state.get("language") == "de"


def script(own: str) -> None:
    import streamlit

    from views.address import spoken
    from views.parts.looks.wording import percent

    if "language" not in streamlit.session_state:
        spoken.speak(own)

    @streamlit.fragment
    def part() -> None:
        streamlit.button("go on", on_click=lambda: streamlit.session_state.update(shown=percent(0)))
        streamlit.text(percent(0))

    part()


def test_concurrent_sessions_keep_their_language_in_callbacks_and_fragments(several):
    words = {"en": "under 0.1%", "de": "unter 0,1\u00a0%", "pt-BR": "abaixo de 0,1%"}
    sessions = {own: AppTest.from_function(script, args=(own,)).run() for own in words}
    for _again in range(2):
        for own, app in sessions.items():
            assert app.text[0].value == words[own]
            app.button[0].click().run()
            assert app.session_state["shown"] == words[own]


def test_the_site_has_every_language_s_words_and_lists_them(several, monkeypatch):
    from deploy.site.shell import files_of_languages, shell

    files = shell()
    (said,) = re.findall(r"window\.inklingSite = (\{.*\});", files["index.html"].decode())
    named = json.loads(said)["languages"]
    assert [*named] == ["en", "de", "pt-BR"]
    for each, path in named.items():
        own, more = (
            words_file.words_file(each),
            rb"\nObject\.assign\(globalThis\.inklingSite \?\? \{\}, (.*)\);",
        )
        assert files[path].startswith(own)
        until_python = json.loads(re.fullmatch(more, files[path][len(own) :])[1])
        assert until_python["data"].keys() == json.loads(said)["data"].keys()
        page = files["index.html"].decode()
        assert all(f'id="{place}"' in page for place in until_python["texts"]) and until_python["texts"]
        assert path == f"words/{each}.js"
    monkeypatch.setattr(words_file, "file_of_site", lambda name: f"/site/{name}")
    assert words_address("pt-BR") == "/site/words/pt-BR.js"
    folder = "locale/pt_BR/LC_MESSAGES"
    assert files_of_languages()["pt-BR"] == ["words/pt-BR.js", f"{folder}/inkling.po"]
    assert files[f"{folder}/inkling.po"] == catalogs.path_of("pt-BR").read_bytes()


def test_a_language_is_offered_before_its_catalog_is_loaded(several):
    path = catalogs.path_of("pt-BR")
    said = path.read_bytes()
    path.with_name(f"{path.name}{catalogs.LATER}").touch()
    path.unlink()
    catalogs.translated.cache_clear()
    assert catalogs.languages() == ("en", "de", "pt-BR")
    path.write_bytes(said)
    catalogs.translated.cache_clear()
    assert catalogs.languages() == ("en", "de", "pt-BR")
    with speaking("pt-BR"):
        assert _(UNDER) == "abaixo de {share}"
