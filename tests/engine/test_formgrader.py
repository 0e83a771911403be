"""A teacher does a chapter in nbgrader's formgrader, with the mouse, in Debian's Chromium."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from autograder.chapters import Chapter
from tests.engine.test_nbgrader_class import CourseDirectory

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER),
        reason="chromium and its driver are missing: apt-get install chromium chromium-driver",
    ),
]

NAME = "ch01_neuron"
BROKEN = "zoe"  # hands in a notebook that is none
SCORES = {"ada": "100 / 100", "dana": "50 / 100", "emre": "92 / 100", BROKEN: "0 / 100"}
DIAGNOSIS = "exp overflowed at z = -1000"
DOUBTFUL = "needs_manual_grade"  # the class of a field that a person has to fill
SECONDS = 60  # until a page must show what is waited for
OPTIONS = """
    --headless=new --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --window-size=1400,1000
""".split()
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


# Server and browser ---------------------------------------------------------------------------


@pytest.fixture
def directory(tmp_path) -> CourseDirectory:
    return CourseDirectory(tmp_path)


@pytest.fixture
def address(directory) -> Iterator[str]:
    """The address of a JupyterLab in the course directory; it ends with the test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={directory.folder}"]
    environment = directory.environment("teacher")
    with (directory.base / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command,
            cwd=directory.folder,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,  # a group of its own, to end its children too
        )
    try:
        wait_for_server(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def wait_for_server(url: str, server: subprocess.Popen) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, "JupyterLab ended: see server.log"
        with contextlib.suppress(OSError), direct.open(url, timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError("JupyterLab did not start: see server.log")


class Browser:
    """A person at a browser: looks for what can be seen, clicks it, and waits for what follows."""

    def __init__(self, driver: webdriver.Chrome, address: str) -> None:
        self.driver, self.address = driver, address

    def open(self, url: str) -> None:
        self.driver.get(url if "://" in url else f"{self.address}{url}")

    def wait(self, condition, what: str):
        """Return what a condition gives as soon as that is true; a page in motion is no fault."""
        moving = [StaleElementReferenceException, ElementClickInterceptedException]
        waiting = WebDriverWait(self.driver, SECONDS, 0.1, ignored_exceptions=moving)
        return waiting.until(lambda _: condition(), f"waited for {what}")

    def see(self, selector: str, text: str = "") -> WebElement:
        """Return the first visible element that has a text."""

        def found() -> WebElement | None:
            elements = self.driver.find_elements(By.CSS_SELECTOR, selector)
            shown = (each for each in elements if each.is_displayed() and text in each.text)
            return next(shown, None)

        return self.wait(found, f"{selector} with {text!r}")

    def click(self, selector: str, text: str = "") -> None:
        self.press(lambda: self.see(selector, text), f"{selector} with {text!r}")

    def press(self, find: Callable[[], WebElement], what: str) -> None:
        """Click an element as soon as it stands still and nothing lies over it."""

        def pressed() -> bool:
            find().click()
            return True

        self.wait(pressed, f"a click on {what}")

    def row(self, selector: str, text: str) -> WebElement:
        """Return the row of the table in which a cell has exactly this text."""

        def found() -> WebElement | None:
            rows = self.driver.find_elements(By.CSS_SELECTOR, "#main-table tr")
            cells = ((row, row.find_elements(By.CSS_SELECTOR, selector)) for row in rows)
            return next((row for row, each in cells if each and each[0].text == text), None)

        return self.wait(found, f"a row with {text!r}")

    def click_in_row(self, cell: str, text: str, selector: str) -> None:
        """Click what is in the row in which a cell has a text."""
        self.press(
            lambda: self.row(cell, text).find_element(By.CSS_SELECTOR, selector),
            f"{selector} in the row of {text}",
        )

    def cell(self, student: str, selector: str, text: str) -> None:
        """Wait until a student's row has a text in one of its cells."""

        def shown() -> bool:
            row = self.row(".student-id", student)
            return row.find_element(By.CSS_SELECTOR, selector).text == text

        self.wait(shown, f"{text!r} in {selector} of {student}")

    def agree(self, message: str) -> None:
        """Read the dialog that says how it went, and close it."""
        title = self.wait(lambda: self.see(".modal.in .modal-title").text, "the dialog's title")
        told = self.see(".modal.in .modal-body").text
        assert title == "Success", told
        assert message in told
        assert "Traceback" not in told
        self.click(".modal.in .modal-footer button", "OK")
        self.wait(lambda: not self.driver.find_elements(By.CSS_SELECTOR, ".modal"), "no dialog")


@pytest.fixture
def browser(address, tmp_path) -> Iterator[Browser]:
    """A browser without a network; where the test fails, it leaves a picture of its page."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    for option in [*OPTIONS, OFFLINE, *root, f"--user-data-dir={tmp_path / 'profile'}"]:
        options.add_argument(option)
    driver = webdriver.Chrome(service=webdriver.ChromeService(DRIVER), options=options)
    try:
        yield Browser(driver, address)
    finally:
        driver.quit()


@contextlib.contextmanager
def picture_of_failure(browser: Browser, path: Path) -> Iterator[None]:
    """Save what the browser shows when something fails, and name the picture."""
    try:
        yield
    except Exception as error:
        browser.driver.save_screenshot(str(path))
        raise AssertionError(f"{error}\n{browser.driver.current_url}\nsee {path}") from error


# What a teacher does --------------------------------------------------------------------------


def test_a_teacher_runs_a_chapter_with_the_mouse(directory, chapter, browser, tmp_path):
    with picture_of_failure(browser, tmp_path / "failure.png"):
        generate(browser)
        hand_in(directory, chapter)
        open_submissions(browser)
        for student, score in SCORES.items():
            autograde(browser, student, score)
        read_a_submission(browser)
        grade_what_nobody_could_read(browser)
        generate_feedback(browser)
        read_feedback(browser, directory)


def generate(browser: Browser) -> None:
    """Make the student version of the chapter."""
    browser.open("/formgrader")
    browser.click_in_row(".name", NAME, ".assign a")
    browser.agree("Successfully created the student version of 'ch01_neuron'")


def hand_in(directory: CourseDirectory, chapter: Chapter) -> None:
    for student in SCORES.keys() - {BROKEN}:
        directory.hand_in_sample(student, chapter)
    directory.hand_in(BROKEN, chapter, "neuron.ipynb", "this is no notebook")


def open_submissions(browser: Browser) -> None:
    browser.open("/formgrader")
    browser.see("#main-table .num-submissions", str(len(SCORES)))
    browser.click_in_row(".name", NAME, ".num-submissions a")
    for student in SCORES:
        browser.cell(student, ".status", "needs autograding")


def autograde(browser: Browser, student: str, score: str) -> None:
    browser.click_in_row(".student-id", student, ".autograde a")
    browser.agree(f"Successfully autograded 'ch01_neuron' for student '{student}'")
    browser.cell(student, ".score", score)
    status = "needs manual grading" if student == BROKEN else "graded"
    browser.cell(student, ".status", status)


def read_a_submission(browser: Browser) -> None:
    """Open a graded submission: the answer, its feedback and its score are there."""
    open_submission(browser, "emre")
    browser.see(".nbgrader_cell", "def sigmoid")
    browser.see(".output", DIAGNOSIS)
    browser.see(".output", "✓")
    scored = field(browser, "sigmoid")
    assert 0 < float(scored.get_property("placeholder")) < 15  # where nbgrader shows what it found
    assert DOUBTFUL not in scored.get_attribute("class")


def open_submission(browser: Browser, student: str) -> None:
    """Go the way of somebody who wants one student: name, chapter, notebook."""
    browser.open(f"/formgrader/manage_submissions/{NAME}")
    browser.click_in_row(".student-id", student, ".student-name a")
    browser.click("#main-table .name a", "neuron")


def field(browser: Browser, exercise: str) -> WebElement:
    """Return the field for an exercise's score, once nbgrader has filled the page."""
    script = "return Boolean(formgrader.grades && formgrader.grades.loaded)"
    browser.wait(lambda: browser.driver.execute_script(script), "the scores")
    at_rest(browser)
    return browser.see(f"#check-{exercise}")


def at_rest(browser: Browser) -> None:
    """Wait until the page has what it asked for, and no longer scrolls to what was clicked last.

    A click on a button that scrolls away lands beside it.
    """
    script = "return !jQuery.active && !jQuery(':animated').length"
    browser.wait(lambda: browser.driver.execute_script(script), "a page at rest")


def grade_what_nobody_could_read(browser: Browser) -> None:
    """A submission in doubt stands out in the gradebook, until a teacher has graded it."""
    browser.open(f"/formgrader/gradebook/{NAME}/neuron")
    browser.see("#main-table .name")
    doubts = browser.driver.find_elements(By.CSS_SELECTOR, ".needs-manual-grade .glyphicon-ok")
    assert len(doubts) == 1
    doubts[0].find_element(By.XPATH, "ancestor::tr").find_element(By.CSS_SELECTOR, "a").click()
    browser.see("#notebook", "neuron.ipynb is not a notebook")
    unknown = field(browser, "sigmoid")
    assert unknown.get_property("placeholder") == ""
    assert DOUBTFUL in unknown.get_attribute("class")
    cells = browser.driver.find_elements(By.CSS_SELECTOR, ".nbgrader_cell:has(.scoring-buttons)")
    credit(browser, cells[0], ".full-credit")
    for cell in cells[1:]:
        credit(browser, cell, ".no-credit")
    assert not browser.driver.find_elements(By.CSS_SELECTOR, f"input.{DOUBTFUL}")
    browser.open(f"/formgrader/manage_submissions/{NAME}")
    browser.cell(BROKEN, ".status", "graded")
    browser.cell(BROKEN, ".score", "10 / 100")


def credit(browser: Browser, cell: WebElement, button: str) -> None:
    """Click the button of a grade cell, and wait until its score is saved."""
    browser.press(lambda: cell.find_element(By.CSS_SELECTOR, button), button)
    score = cell.find_element(By.CSS_SELECTOR, "input.score")
    browser.wait(lambda: DOUBTFUL not in score.get_attribute("class"), f"a score after {button}")
    at_rest(browser)


def generate_feedback(browser: Browser) -> None:
    """Make one student's feedback, then everybody's."""
    browser.open(f"/formgrader/manage_submissions/{NAME}")
    browser.click_in_row(".student-id", "emre", ".generate-feedback a")
    browser.agree("Successfully generated feedback for 'ch01_neuron' for student 'emre'")
    browser.open("/formgrader")
    browser.click_in_row(".name", NAME, ".generate-feedback a")
    browser.agree("Successfully generated feedback of 'ch01_neuron'")


def read_feedback(browser: Browser, directory: CourseDirectory) -> None:
    """Open the pages as students get them: files, without a server."""
    folder = directory.folder / "feedback"
    assert {path.name for path in folder.iterdir()} == SCORES.keys()
    browser.open((folder / "emre" / NAME / "neuron.html").as_uri())
    browser.see("h4", "neuron (Score: 92.0 / 100.0)")
    browser.see(".output", DIAGNOSIS)
    browser.open((folder / BROKEN / NAME / "neuron.html").as_uri())
    browser.see("h4", "neuron (Score: 10.0 / 100.0)")  # as the teacher has decided
    browser.see("body", "neuron.ipynb is not a notebook")
