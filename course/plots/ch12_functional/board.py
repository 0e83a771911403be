"""What TensorBoard shows of a training."""

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from course.datasets.bundle import BUNDLE
from course.plots.alt import described
from course.plots.palette import drawn


@drawn
def tensorboard_page() -> Figure:
    """Show a photograph of TensorBoard's page, of the course's own training."""
    picture = plt.imread(BUNDLE / "pictures" / "tensorboard.png")
    height, width, _ = picture.shape
    figure = plt.figure(figsize=(9, 9 * height / width))
    ax = figure.add_axes((0, 0, 1, 1))
    ax.imshow(picture)
    ax.axis("off")
    return described(
        figure,
        "TensorBoard in a browser. On the left the two runs packages/train and "
        "packages/validation; beside them the chart epoch_dependencies_loss over ten epochs: the "
        "line of the training falls from above 0.7 to 0.12, that of the validation from 0.45 to "
        "0.39 at the second epoch, and rises to 0.64 from there.",
    )
