"""The figures of the lessons that move: on a page in Chromium, and as a notebook gets them."""

import json
import re

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from autograder.authoring.pages.lessonpage import lesson_html
from course import plots
from course.datasets import bundled_mnist
from course.plots.alt import shown
from course.plots.ch08_convnets.kernels import KERNELS
from course.plots.ch12_functional.race import height, paths
from course.plots.moving import script
from tests.engine.test_build import write_chapter
from tests.engine.test_pages import PHONES, browser, pytestmark, without_scripts  # noqa: F401

LESSON = """
# Chapter 7. Figures that move

They begin here.

```{code-cell}
import numpy as np
from course import plots
from course.datasets import bundled_mnist
from tests.engine.test_moving import Network
```

## 7.1 All of them

```{code-cell}
plots.bias_bar()
```

```{code-cell}
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
plots.decision_line(corners, np.array([0, 1, 1, 1]), w=[1, 1], b=-2, title="OR")
```

```{code-cell}
plots.temperature_bars()
```

```{code-cell}
plots.one_weight()
```

```{code-cell}
plots.draw_a_digit(Network(), bundled_mnist()[1][0][0])
```

```{code-cell}
plots.sliding_kernel(bundled_mnist()[1][0][0])
```

```{code-cell}
from tests.engine.test_moving import VECTORS, WORDS
plots.word_map(WORDS, VECTORS, ["left"] * 6 + ["right"] * 6)
```

```{code-cell}
plots.unrolled_network()
```

```{code-cell}
plots.optimizer_race()
```

```{code-cell}
from tests.engine.test_moving import MARKS, Drawer
plots.latent_plane(Drawer(), MARKS, [0, 1], ["left", "right"])
```

{{ halve ★★ }}

## What you can do now

{{ Counter ★ }}
"""
KINDS = [
    "exam",
    "line",
    "temperature",
    "valley",
    "digit",
    "kernel",
    "map",
    "unrolled",
    "race",
    "plane",
]
WORDS = [f"{side}{place}" for side in ("left", "right") for place in "abcdef"]
VECTORS = np.random.default_rng(0).normal(size=(12, 3)) + np.repeat(
    [[4, 0, 0], [-4, 0, 0]], 6, axis=0
)


class Dense:
    """A layer with the face of Keras's: here without TensorFlow."""

    def __init__(self, W, b, activation):
        self.weights, self.activation = [W, b], type("A", (), {"__name__": activation})

    def get_weights(self):
        return self.weights


class Network:
    """Reads digits by least squares, behind a hidden layer that lets everything through."""

    def __init__(self):
        (x, y), _ = bundled_mnist()
        x, targets = x.reshape(-1, 784) / 255, np.eye(10)[y] - 0.1
        W = np.linalg.solve(x.T @ x + 50 * np.eye(784), x.T @ targets)
        relu = Dense(np.eye(784, dtype=np.float32), np.zeros(784, np.float32), "relu")
        self.layers = [relu, Dense((8 * W).astype(np.float32), np.zeros(10, np.float32), "linear")]


MARKS = [[-2.0, 0.0], [2.0, 1.0]]


class Drawer:
    """A decoder: z₁ inks the upper half of a picture, z₂ the lower one."""

    def __init__(self):
        upper = np.repeat([1.0, 0.0], 392)
        W = np.stack([upper, 1 - upper]).astype(np.float32)
        self.layers = [Dense(4 * W, np.zeros(784, np.float32), "linear")]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    chapter = write_chapter(tmp_path_factory.mktemp("course"), lesson=LESSON)
    chapter.page.parent.mkdir()
    chapter.page.write_text(lesson_html(chapter), encoding="utf-8")
    return chapter.page


@pytest.fixture
def moving(browser, page):  # noqa: F811 (a fixture)
    """The page, open, with every figure begun."""
    browser.open(page)
    begun = browser.run(
        "return [...document.querySelectorAll('.moving')].map((each) => ({...each.dataset}))"
    )
    assert [each["kind"] for each in begun] == KINDS
    assert all(each.get("moves") == "yes" for each in begun)
    return browser


def said(browser, kind):  # noqa: F811
    return browser.driver.find_element(By.CSS_SELECTOR, f"[data-kind={kind}] [aria-live]").text


def control(browser, kind, name):  # noqa: F811
    xpath = (
        f"//*[@data-kind='{kind}']//label[contains(., '{name}')]//*[self::input or self::select]"
    )
    return browser.driver.find_element(By.XPATH, xpath)


def press(browser, kind, name):  # noqa: F811
    xpath = f"//*[@data-kind='{kind}']//button[.='{name}']"
    browser.driver.find_element(By.XPATH, xpath).send_keys(Keys.ENTER)


def test_every_figure_is_moved_with_the_keyboard(moving):
    assert said(moving, "exam") == "Weighted sum 56, z = 6: the neuron answers 1, passed."
    control(moving, "exam", "bias").send_keys(10 * Keys.ARROW_LEFT)
    assert said(moving, "exam") == "Weighted sum 56, z = -4: the neuron answers 0, failed."

    assert said(moving, "line").startswith("3 of 4 points on the wrong side")
    control(moving, "line", "b").send_keys(16 * Keys.ARROW_RIGHT)
    assert said(moving, "line").startswith("Every point is on its side")

    assert "T = 1: cat 0.56" in said(moving, "temperature")
    control(moving, "temperature", "temperature").send_keys(20 * Keys.ARROW_LEFT)
    assert "T = 0.25: cat 0.98" in said(moving, "temperature")

    press(moving, "valley", "One step")
    assert said(moving, "valley") == "After 1 steps: w = 0.6, cost 0.36, slope 1.2."
    control(moving, "valley", "learning rate").send_keys(Keys.END)
    press(moving, "valley", "Ten steps")
    press(moving, "valley", "Ten steps")
    press(moving, "valley", "Ten steps")
    assert "flown out of the valley" in said(moving, "valley")


def test_a_digit_is_drawn_with_the_keyboard_and_read(moving):
    before = said(moving, "digit")
    press(moving, "digit", "Clear")
    assert said(moving, "digit") == "Draw a digit."
    canvas = moving.driver.find_element(By.CSS_SELECTOR, "[data-kind=digit] canvas")
    canvas.send_keys(8 * Keys.ARROW_UP, *(16 * (" ", Keys.ARROW_DOWN)))
    assert said(moving, "digit").startswith("The network reads 1")
    press(moving, "digit", "The test picture")
    assert said(moving, "digit") == before


def test_what_the_script_reads_is_what_the_network_reads(moving):
    (_, _), (x, _) = bundled_mnist()
    told = str(plots.draw_a_digit(Network(), x[0]).get_label())
    number, share = re.search(r"It reads (\d), with (0\.\d\d)\.", told).groups()
    assert said(moving, "digit") == f"The network reads {number}, with {share}."


def test_a_kernel_is_slid_with_the_keyboard_and_sees_what_numpy_sees(moving):
    picture = bundled_mnist()[1][0][0] / 255
    for name, row in (("left edges", 14), ("outline", 17)):
        kernel = np.array(KERNELS[name])
        control(moving, "kernel", "kernel").send_keys(name[0])
        control(moving, "kernel", "row").send_keys((row - 14) * Keys.ARROW_RIGHT)
        wanted = np.sum(picture[row : row + 3, 10:13] * kernel)
        told = said(moving, "kernel")
        assert told.startswith(f"Row {row}, column 10, {name}: the nine products add up to ")
        assert float(told.split()[-1].rstrip(".")) == pytest.approx(wanted, abs=0.006)


def test_a_word_is_found_on_the_map_with_its_nearest(moving):
    field = control(moving, "map", "find a word")
    assert said(moving, "map") == "12 words. Type one, or choose a dot."
    field.send_keys("lefta")
    told = said(moving, "map")
    assert told.startswith("«lefta» speaks for left. Nearest: ")
    near = told.partition("Nearest: ")[2].rstrip(".").split(", ")
    unit = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    order = np.argsort(-(unit @ unit[0]))[1:6]
    assert near == [WORDS[place] for place in order]
    field.send_keys(Keys.BACK_SPACE)
    assert said(moving, "map").startswith("«left» is not on the map. There are: lefta, leftb")


def test_a_recurrent_unit_takes_one_step_after_the_other(moving):
    assert said(moving, "unrolled") == "Nothing is read yet: the state is 0."
    for wanted in ("tanh(0.5 · 1 + 0.8 · 0 + 0.1) = 0.537", "+ 0.8 · 0.537 + 0.1) = 0.485"):
        press(moving, "unrolled", "One step")
        assert wanted in said(moving, "unrolled")
    control(moving, "unrolled", "bias").send_keys(Keys.ARROW_LEFT)
    state = np.tanh(0.8 * np.tanh(0.5))
    assert f"= {round(state, 3):g}." in said(moving, "unrolled")
    press(moving, "unrolled", "From the beginning")
    assert said(moving, "unrolled") == "Nothing is read yet: the state is 0."


def test_four_optimizers_come_where_ours_do(moving):
    assert said(moving, "race").startswith("Height after 40 steps at learning rate 0.089: SGD ")
    control(moving, "race", "steps").send_keys(Keys.ARROW_RIGHT)
    told = said(moving, "race")
    assert told.startswith("Height after 41 steps")
    for name, path in paths(10**-1.05, 41).items():
        assert f"{name} {height(path[-1])}" in told
    control(moving, "race", "learning rate").send_keys(Keys.END)
    assert "SGD out of the valley, momentum out of the valley, RMSprop" in said(moving, "race")


def test_a_plane_is_walked_over_with_the_keyboard(moving):
    assert said(moving, "plane") == (
        "z = (0, 0). The nearest test picture shows: left; it is 2 away."
    )
    control(moving, "plane", "z₁").send_keys(Keys.END)
    control(moving, "plane", "z₂").send_keys(8 * Keys.ARROW_LEFT)
    assert said(moving, "plane").startswith("z = (3, -0.4). The nearest test picture shows: right")
    inked = moving.run(
        "const pen = document.querySelector('[data-kind=plane] canvas').getContext('2d');"
        "return [[50, 50], [200, 200]].map(([x, y]) => pen.getImageData(x, y, 1, 1).data[0])"
    )
    shares = 1 / (1 + np.exp(-4 * np.array([3, -0.4])))
    assert inked == pytest.approx(255 * (1 - shares), abs=2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_that_move_have_no_serious_fault(browser, page, scheme):  # noqa: F811
    browser.open(page, scheme=scheme)
    assert browser.faults() == []


@pytest.mark.parametrize("width", PHONES)
def test_figures_that_move_fit_a_phone(browser, page, width):  # noqa: F811
    browser.open(page, width)
    assert browser.beyond() == []


def test_without_scripts_the_still_pictures_stay(browser, page, tmp_path):  # noqa: F811
    browser.open(without_scripts(page, tmp_path))
    pictures = browser.run("return [...document.querySelectorAll('.moving > img')].length")
    assert pictures == len(KINDS)


def test_a_page_lets_no_other_script_run(page, browser, tmp_path):  # noqa: F811
    text = page.read_text().replace("</main>", "<script>document.title = 'other'</script></main>")
    other = tmp_path / "other.html"
    other.write_text(text)
    browser.open(other)
    assert browser.run("return document.title") != "other"
    assert browser.run("return document.querySelectorAll('[data-moves]').length") == len(KINDS)


def test_a_notebook_gets_picture_script_and_values():
    bundle = shown(plots.temperature_bars())["text/html"]
    assert bundle.startswith('<div class="moving" data-kind="temperature" data-values="')
    assert "<img src=" in bundle
    assert bundle.endswith(f"<script>{script()}</script>")
    values = re.search(r'data-values="([^"]*)"', bundle)[1].replace("&quot;", '"')
    assert json.loads(values)["names"] == ["cat", "dog", "fox", "owl", "pig"]
    still = shown(plots.softmax_steps())["text/html"]
    assert "script" not in still
