"""The pages in Debian's Chromium: what axe-core finds in them, what fits a phone, what moves."""

import os
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from selenium import webdriver
from selenium.webdriver.common.by import By

from autograder.authoring.pages.lessonpage import lesson_html
from autograder.chapters import Chapter
from autograder.grading.results import Outcome, Result, State
from autograder.instructor.report.class_page import render_report
from autograder.instructor.report.feedback import render_feedback
from autograder.instructor.report.guide import Guide
from autograder.learner.reading import address_of
from tests.engine.test_build import write_chapter

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER),
        reason="chromium and its driver are missing: apt-get install chromium chromium-driver",
    ),
]

CHAPTERS = ("ch01_neuron", "ch02_forward")
EXERCISES = ("weighted_sum", "activation_derivative", "softmax")
PHONES = (360, 400)
OPTIONS = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking")
SERIOUS = ("serious", "critical")

LESSON = r"""
# Chapter 7. A page

It begins with $\ln 10 = 2.3026$ and `code`, then [a link](#7.1).

```{code-cell}
import numpy as np
from course import plots
```

## 7.1 Formulas

$$-\ln \frac{e^{z_y}}{\sum_j e^{z_j}} = \ln \sum_j e^{z_j} - z_y + a + b + c + d + e + f + g + h$$

Long in a line: $-(0 \cdot \ln 0.0900 + 0 \cdot \ln 0.2447 + 1 \cdot \ln 0.6652 + 2) = 0.4076$

| name | $f(z)$ | a long head of a column | another long head | one more |
| --- | --- | --- | --- | --- |
| relu | $\max(0, z)$ | 1 | 2 | 3 |

```{code-cell}
plots.ai_discs()
```

{{ halve ★★ }}

```{code-cell}
with plots.attempt():
    print("half of three, in a line that is too long for any telephone:", halve(3.0), "and more")
```

```{quiz}
? What is a half of 3?
= halve(3.0)
  `3 / 2`.

? Which is larger, and what does this print?

      print("one half of three is", halve(3.0), "and a third of it is", halve(1.0), "or less")
+ A half
  Two of them are a whole.
- A third
  It takes three.
```

## What you can do now

{{ Counter ★ }}
"""


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a small lesson that has all that lessons have."""
    chapter: Chapter = write_chapter(tmp_path_factory.mktemp("course"), lesson=LESSON)
    chapter.page.parent.mkdir()
    chapter.page.write_text(lesson_html(chapter), encoding="utf-8")
    return chapter.page


def outcomes(rng: random.Random, points: float = 2.0) -> tuple[Outcome, ...]:
    """Return what some student has done: passed, failed, named, not run, broken."""
    found = []
    for exercise in EXERCISES:
        for number in range(4):
            state = rng.choice([State.PASSED] * 6 + [State.FAILED] * 2 + [State.NOT_RUN])
            state = State.BROKEN if rng.random() < 0.02 else state
            message = "" if state is State.PASSED else "Seen: shape `(7, 1)`.\nHint: `keepdims`"
            named = state is State.FAILED and number == 1
            found.append(
                Outcome(
                    *(f"test_{number}", exercise, f"{exercise} keeps what is {number}.", points),
                    *(state, message, "Traceback: a long line" * 9),
                    misconception="over_the_batch" if named else None,
                    diagnosis="Your columns sum to 1." if named else "",
                    relation="Twice too large." if state is State.FAILED and number == 2 else "",
                )
            )
    return tuple(found)


def class_of(size: int) -> list[Result]:
    """Return the results of a made-up class; chance has a seed."""
    rng = random.Random(size)
    return [
        Result(chapter, f"student.{i:03}", outcomes(rng), "sandbox", graded="2026-11-30T09:05")
        for chapter in CHAPTERS
        for i in range(size)
        if rng.random() < 0.95
    ]


GUIDES = {
    name: Guide(name, f"Chapter {n}. A title", {"softmax": f"{n}.4 Shares"})
    for n, name in enumerate(CHAPTERS, 1)
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The reports of a class of 16 and of one of 300."""
    folder = tmp_path_factory.mktemp("reports")
    paths = {}
    for size in (16, 300):
        paths[size] = folder / f"{size}.html"
        results = [*class_of(size), Result(CHAPTERS[0], "zoe", (), "none", refused=True)]
        text = render_report(results, guides=GUIDES)
        paths[size].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feedback of somebody whose outcomes are of all kinds."""
    rng, found = random.Random(1), class_of(16)[0]
    most = max((outcomes(rng) for _ in range(40)), key=lambda each: len({o.state for o in each}))
    folder = tmp_path_factory.mktemp("feedback")
    path = folder / "feedback.html"
    text = render_feedback(replace(found, outcomes=most), GUIDES[CHAPTERS[0]])
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def pages(lesson: Path, reports: dict[int, Path], feedback: Path) -> dict[str, Path]:
    """All the pages by their names."""
    return {"lesson": lesson, "report": reports[16], "class": reports[300], "feedback": feedback}


def without_scripts(page: Path, folder: Path) -> Path:
    """Return a copy of a page in `folder` whose own policy lets no script run.

    Chromium's switch for it, Emulation.setScriptExecutionDisabled, can miss a page that is
    being opened when it is set.
    """
    text, count = re.subn(r"script-src '[^']*'", "script-src 'none'", page.read_text("utf-8"))
    assert count == 1, "the page names no script that may run"
    copy = folder / page.name
    copy.write_text(text, encoding="utf-8")
    return copy


class Browser:
    """Chromium without a network, at any width, in the light or in the dark."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, path: Path, width: int = 1400, scheme: str = "light", media: str = "") -> None:
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        emulated = {"media": media, "features": features}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", emulated)
        self.driver.get(path.as_uri())

    def run(self, script: str, *arguments: object) -> object:
        return self.driver.execute_script(script, *arguments)

    def unfold(self) -> None:
        """Open all folds, and lay out what is out of sight, too."""
        self.run(
            """
            for (const fold of document.querySelectorAll('details')) fold.open = true;
            for (const part of document.querySelectorAll('section'))
                part.style.contentVisibility = 'visible';
            """
        )

    def faults(self) -> list[str]:
        """Return what axe-core calls serious or critical, with all folds open."""
        self.unfold()
        self.run(AXE_SCRIPT)
        found = self.driver.execute_async_script(
            "axe.run(document, {resultTypes: ['violations']}).then(arguments[0])"
        )
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:200]} ({len(each['nodes'])} times)"
            for each in found["violations"]
            if each["impact"] in SERIOUS
        ]

    def beyond(self) -> list[str]:
        """Return what is wider than the page: only what moves by itself may be."""
        self.unfold()
        return self.run(
            """
            const wide = document.documentElement.clientWidth + 1;
            const found = [...document.body.querySelectorAll('*')].filter((each) =>
                each.getBoundingClientRect().right > wide &&
                !each.closest('.scroll, .formula, .long, pre'));
            if (document.documentElement.scrollWidth > wide) found.push(document.body);
            return found.map((each) => each.outerHTML.slice(0, 200));
            """
        )


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    profile = f"--user-data-dir={tmp_path_factory.mktemp('profile')}"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    for option in (*OPTIONS, "--host-resolver-rules=MAP * ~NOTFOUND", *root, profile):
        options.add_argument(option)
    driver = webdriver.Chrome(service=webdriver.ChromeService(DRIVER), options=options)
    driver.set_script_timeout(120)
    try:
        yield Browser(driver)
    finally:
        driver.quit()


# Every page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["lesson", "report", "feedback"])
def test_a_page_has_no_serious_fault(browser, pages, name, scheme):
    browser.open(pages[name], scheme=scheme)
    assert browser.faults() == []


@pytest.mark.parametrize("name", ["lesson", "report", "feedback"])
def test_a_page_has_no_serious_fault_on_a_phone(browser, pages, name):
    browser.open(pages[name], PHONES[0])
    assert browser.faults() == []


@pytest.mark.parametrize("width", PHONES)
@pytest.mark.parametrize("name", ["lesson", "report", "class", "feedback"])
def test_nothing_is_cut_on_a_phone(browser, pages, name, width):
    browser.open(pages[name], width)
    assert browser.beyond() == []


def test_axe_would_find_a_fault(browser, tmp_path):
    path = tmp_path / "bad.html"
    path.write_text(
        '<html lang="en"><title>x</title><img src="data:,"><p style="color:#aaa">Pale words</p>'
    )
    browser.open(path)
    found = [fault.partition(":")[0] for fault in browser.faults()]
    assert {"image-alt", "color-contrast"} <= set(found)


# The lesson ------------------------------------------------------------------------------------


def test_formulas_and_figures_are_drawn(browser, lesson):
    browser.open(lesson)
    heights = browser.run(
        "return [...document.querySelectorAll('math[display=block], img')]"
        ".map((each) => each.getBoundingClientRect().height)"
    )
    assert len(heights) == 2
    assert min(heights) > 20
    assert browser.run("return document.querySelector('img').naturalWidth") > 600


def test_a_section_and_an_exercise_have_addresses(browser, lesson):
    chapter = Chapter(lesson.parents[1], lesson.stem)
    for place in ("7.1", "halve"):
        browser.driver.get("about:blank")
        browser.driver.get(address_of(chapter, place))
        assert browser.run("return document.querySelector(':target').id") == place


def test_a_lesson_is_printed_in_black_on_white(browser, lesson):
    browser.open(lesson, 800, "dark", "print")
    assert browser.run("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert browser.faults() == []


# The report ------------------------------------------------------------------------------------


def shown(browser) -> list[str]:
    return browser.run(
        "return [...document.querySelectorAll('#students tbody tr')]"
        ".filter((row) => row.checkVisibility()).map((row) => row.dataset.student)"
    )


def test_a_student_is_found_among_300(browser, reports):
    browser.open(reports[300])
    everyone = len(shown(browser))
    assert everyone > 290
    browser.driver.find_element(By.ID, "search").send_keys("Student.04")
    assert shown(browser) == [f"student.04{digit}" for digit in range(10)]
    assert browser.run("return document.getElementById('found').textContent") == (
        f"10 of {everyone} students"
    )


def test_a_chapter_far_below_costs_nothing_until_it_comes_near(browser, reports):
    browser.open(reports[300])
    is_laid_out = (
        "const row = document.querySelector('#chapter-2 tbody tr');"
        "return row.checkVisibility({contentVisibilityAuto: true})"
    )
    assert not browser.run(is_laid_out)
    browser.run("document.getElementById('chapter-2').scrollIntoView()")
    assert browser.driver.execute_async_script(
        f"const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => "
        f"done((() => {{ {is_laid_out} }})())))"
    )


def test_the_head_of_a_column_sorts_300_students(browser, reports):
    browser.open(reports[300])
    total = browser.driver.find_element(By.CSS_SELECTOR, "#students th:nth-child(2) button")

    def totals() -> list[float]:
        return browser.run(
            "return [...document.querySelectorAll('#students tbody tr')]"
            ".map((row) => Number(row.cells[1].dataset.value))"
        )

    total.click()
    assert totals() == sorted(totals(), reverse=True)
    total.click()
    assert totals() == sorted(totals())
    head = total.find_element(By.XPATH, "..")
    assert head.get_attribute("aria-sort") == "ascending"


def test_the_table_of_300_students_does_not_fill_the_page(browser, reports):
    browser.open(reports[300])
    place = browser.run(
        "return document.querySelector('#chapter-1').getBoundingClientRect().top + scrollY"
    )
    assert place < 3 * 900


def test_the_report_is_read_without_scripts(browser, reports, tmp_path):
    browser.open(without_scripts(reports[16], tmp_path))
    text = browser.driver.find_element(By.ID, "students").text
    assert "student.003" in text
    assert not browser.driver.find_elements(By.CSS_SELECTOR, "th button")
    assert not browser.driver.find_element(By.ID, "search").is_displayed()


def test_only_the_pages_own_script_runs(browser, reports, tmp_path):
    text = reports[16].read_text(encoding="utf-8")
    path = tmp_path / "changed.html"
    path.write_text(text.replace("</main>", "<script>window.stranger = 1</script></main>"))
    browser.open(path)
    assert browser.run("return window.stranger ?? null") is None
    assert browser.driver.find_elements(By.CSS_SELECTOR, "th button")
