"""Read a page word for word, and find where it explains words of the glossary."""

import re
from typing import NamedTuple

from playwright.sync_api import Page

from model.classes.codes import ALPHABET
from tests.pseudo_language import ACCENTED
from views.parts.asking.glossary import Entry

READ_TEXTS = r"""() => {
  const WORD = "a[href*='words#']";
  const CONTROL = "button, a, label, summary, select, [role=tab], [role=radio], .stSelectbox, .stSlider";
  const WIDGET = ".stSelectbox, .stSlider, .stButton, .stDownloadButton, .stButtonGroup, .stPopover";
  const HELP = "[data-testid=stTooltipIcon], [data-testid=stTooltipHoverTarget]";
  const ICON = "[data-testid=stIconMaterial], [role=img][aria-label$=' icon']";
  const NOT_READ = `script, style, ${ICON}, [aria-hidden=true]:not(label *), .ink-word`;
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const add = (element, text) => {
    const control = element.closest(CONTROL);
    const word = element.closest(WORD);
    const widget = control?.closest(WIDGET) ?? control;
    found.push({
      text: text.trim(),
      asked: word ? word.getAttribute("href").split("#")[1] : "",
      inControl: Boolean(control) && !word,
      help: widget?.querySelector(HELP) ? "?" : (element.closest("[title]")?.title ?? ""),
      isCode: Boolean(element.closest("code, pre")),
      isShape: Boolean(element.closest("figcaption code")),
      inMenu: Boolean(element.closest("[data-testid=stTopNavLink]")),
    });
  };
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.nodeType === Node.ELEMENT_NODE) {
      const holdsText = node.matches("input:not([type=checkbox], [type=radio])");
      if (holdsText && node.checkVisibility()) add(node, node.value);
      continue;
    }
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest(NOT_READ)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const { width, height } = range.getBoundingClientRect();
    if (width >= 2 && height >= 2) add(element, node.textContent);
  }
  return found;
}"""
READ_NAMES = """() =>
  [...document.querySelectorAll("[title], [aria-label], [alt], [placeholder], [aria-valuetext]")]
  .flatMap((each) => [each.title, each.ariaLabel, each.alt, each.placeholder, each.ariaValueText])
  .filter(Boolean)"""


WORD = re.compile(r"[^\W\d_]{2,}")
STREAMLIT = (  # Streamlit's own English; docs/languages.md lists it
    r"Logo|Main menu|App pages|Skip to main content|Navigate to home page|Link to heading|Copy to clipboard"
    r"|Notifications|Close|Dismiss|Open|Choose an option|\d+ options? available\.|progress|Help for .*"
    r"|\d+ more|Browse files|Add files|Upload|file upload|\d+MB per file|• [A-Z, ]+|Remove \S+"
    r"|[a-z_]+ icon|[a-z]+_[a-z_]+"
)
AS_THEY_ARE = re.compile(  # in en-XA the same as in English: Streamlit's words, names, files and addresses
    rf"^(?:{STREAMLIT}|English|Inkling(?: [\d.]+)?|.*\b(?:four\.png|own\.keras|own\.jsonl)\b.*"
    r"|(?:https?:/)?/\S+)$"
    rf"|\b[{ALPHABET}]{{3}} ?[{ALPHABET}]{{3}}\b"  # a class's code
    r"|\b(?:MNIST|Keras|TensorFlow|ReLU6?|tanh|LeakyReLU|ELU|SELU|GELU|SiLU|Adam|SGD|RMSprop)\b"
)


class Text(NamedTuple):
    """One visible piece of text."""

    text: str
    asked: str  # the key of the entry that it links to, or ""
    in_control: bool  # in a button, a tab or a label, where no link can be
    help: str  # the control's tooltip
    is_code: bool
    is_shape: bool  # only visible with "Show shapes"
    in_menu: bool  # the name of a page, which can't explain anything


class Read(NamedTuple):
    """All that can be read in one state of a page."""

    texts: list[Text]
    names: list[str]  # titles, labels for screen readers, descriptions of pictures


def read(page: Page) -> Read:
    texts = [Text(*each.values()) for each in page.evaluate(READ_TEXTS)]
    return Read(texts, page.evaluate(READ_NAMES))


def unexplained(entry: Entry, key: str, texts: list[Text]) -> str:
    """Return the first text that has the word without its explanation, or "" if there is none.

    A control without help can't explain a word, so the next text with the word counts, if there is one.
    """
    using = [each for each in texts if each.asked in ("", key) and not (each.is_shape or each.in_menu)]
    using = [each for each in using if each.asked or entry.pattern.search(each.text)]
    for each in using:
        if each.asked or each.help == "?" or entry.text in each.help:
            return ""
        if not each.in_control:
            return each.text
    return using[0].text if using else ""


def bare(found: Read) -> set[str]:
    """Return the texts in en-XA that have a word without accents; see `AS_THEY_ARE`."""
    texts = {each.text for each in found.texts if not each.is_code} | set(found.names)
    return {each for each in texts if any(map(_is_bare, WORD.findall(AS_THEY_ARE.sub("", each))))}


def _is_bare(word: str) -> bool:
    return word != word.translate(ACCENTED)
