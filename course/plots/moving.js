// The figures of the lessons that move: in notebooks and on pages, with nothing but the browser.
// Each stands in <div class="moving" data-kind="…" data-values="{…}"> with its still picture inside,
// which stays where no script runs, or above it where the values say "beside". Everything can be done
// with the keyboard.
(() => {
  const BLUE = "#0072b2", ORANGE = "#e69f00", GREEN = "#007a5a", RED = "#b34700", INK = "#333333";
  const GREY = "#6b6b6b", MIST = "#e9e9e9", PALE_BLUE = "#d6e8f4", PALE_ORANGE = "#fdf0d2";
  const COLOURS = [BLUE, ORANGE, GREEN];

  const add = (parent, tag, attributes = {}, text = "") => {
    const isShape = parent.namespaceURI.endsWith("svg") || tag === "svg";
    const made = isShape
      ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  const words = (svg, x, y, text, more = {}) =>
    add(svg, "text", { x, y, "font-size": 13, fill: INK, ...more }, text);
  const plane = (root, width, height) =>
    add(root, "svg", { viewBox: `0 0 ${width} ${height}`, role: "img", width: "100%",
      style: `display:block;max-width:${width}px;height:auto;touch-action:none;font-family:sans-serif` });
  const rounded = (value, digits = 2) => String(Number(value.toFixed(digits)) + 0);

  // A control with its name and its value; the arrow keys move it.
  const slider = (root, name, low, high, step, value, told, changed) => {
    const row = add(root, "label", { style: "display:flex;gap:.6em;align-items:center;margin:.25em 0" });
    add(row, "span", { style: "min-width:9em" }, name);
    const input = add(row, "input", { type: "range", min: low, max: high, step, value,
      style: "flex:1;min-width:8em;max-width:22em" });
    const shown = add(row, "output", { style: "min-width:4em" });
    const say = () => { shown.textContent = told(Number(input.value)); };
    input.addEventListener("input", () => { say(); changed(); });
    say();
    return { get: () => Number(input.value), set: (next) => { input.value = next; say(); } };
  };
  const button = (root, name, pressed) => {
    const made = add(root, "button", { type: "button",
      style: "font:inherit;padding:.3em .8em;margin:.4em .5em .2em 0" }, name);
    made.addEventListener("click", pressed);
    return made;
  };
  const verdict = (root) => add(root, "p", { "aria-live": "polite", style: "margin:.5em 0 .2em" });

  // Three marks, their weights, and the bar that the bias sets.
  const exam = (root, { subjects, marks, weights, bias }) => {
    const svg = plane(root, 560, 120), controls = add(root, "div"), said = verdict(root);
    const at = (score) => 20 + 5.2 * score;
    const draw = () => {
      svg.replaceChildren();
      let sum = 0;
      subjects.forEach((name, number) => {
        const part = sliders[number].get() * marks[number];
        add(svg, "rect", { x: at(sum), y: 30, width: 5.2 * part, height: 36, fill: COLOURS[number],
          opacity: 0.6 });
        if (part > 12) words(svg, at(sum + part / 2), 53, `${name} ${rounded(part, 1)}`,
          { "text-anchor": "middle", "font-size": 11 });
        sum += part;
      });
      const bar = -bar_.get();
      add(svg, "line", { x1: at(bar), x2: at(bar), y1: 14, y2: 80, stroke: RED, "stroke-width": 2 });
      words(svg, at(bar), 11, `bar ${rounded(bar, 0)}`, { "text-anchor": "middle", fill: RED });
      add(svg, "line", { x1: at(0), x2: at(100), y1: 80, y2: 80, stroke: GREY });
      for (let tick = 0; tick <= 100; tick += 20)
        words(svg, at(tick), 98, tick, { "text-anchor": "middle", "font-size": 11, fill: GREY });
      const z = sum - bar;
      said.textContent = `Weighted sum ${rounded(sum, 1)}, z = ${rounded(z, 1)}: the neuron answers ` +
        `${z > 0 ? "1, passed" : "0, failed"}.`;
      svg.setAttribute("aria-label", said.textContent);
    };
    const sliders = subjects.map((name, number) =>
      slider(controls, `weight of ${name}`, 0, 1, 0.05, weights[number], (v) => rounded(v), () => draw()));
    const bar_ = slider(controls, "bias b", -100, 0, 1, bias, (v) => rounded(v, 0), () => draw());
    draw();
  };

  // The line of a neuron with two inputs.
  const line = (root, { points, w, b }) => {
    const size = 320, svg = plane(root, size, size), controls = add(root, "div"), said = verdict(root);
    const at = (x) => size * (x + 1) / 3, back = (pixel) => 3 * pixel / size - 1;
    const score = (x, y) => first.get() * x + second.get() * y + offset.get();
    const draw = () => {
      svg.replaceChildren();
      const steps = 64;
      for (let row = 0; row < steps; row += 1) {  // the half planes, as runs of one colour
        const y = 2 - 3 * (row + 0.5) / steps;
        let start = 0;
        for (let column = 1; column <= steps; column += 1) {
          const is = (place) => score(-1 + 3 * (place + 0.5) / steps, y) > 0;
          if (column === steps || is(column) !== is(start)) {
            add(svg, "rect", { x: size * start / steps, y: size * row / steps,
              width: size * (column - start) / steps + 0.5, height: size / steps + 0.5,
              fill: is(start) ? PALE_BLUE : PALE_ORANGE });
            start = column;
          }
        }
      }
      for (const tick of [0, 1]) {
        words(svg, at(tick), size - 5, tick, { "text-anchor": "middle", fill: GREY });
        words(svg, 5, size - at(tick) + 5, tick, { fill: GREY });
      }
      words(svg, size - 22, size - 5, "x₀", { fill: GREY });
      words(svg, 5, 16, "x₁", { fill: GREY });
      const wrong = [];
      for (const [x, y, label] of points) {
        const isOne = score(x, y) > 0, style = { fill: label ? BLUE : ORANGE, stroke: INK };
        if (label) add(svg, "rect", { x: at(x) - 7, y: size - at(y) - 7, width: 14, height: 14, ...style });
        else add(svg, "circle", { cx: at(x), cy: size - at(y), r: 8, ...style });
        if (isOne !== Boolean(label)) {
          wrong.push(`(${x}, ${y})`);
          words(svg, at(x) + 12, size - at(y) + 5, "wrong", { fill: RED, "font-weight": "bold" });
        }
      }
      said.textContent = wrong.length
        ? `${wrong.length} of ${points.length} points on the wrong side: ${wrong.join(", ")}.`
        : "Every point is on its side: blue squares answer 1, orange discs 0.";
      svg.setAttribute("aria-label", `The line ${rounded(first.get())} x0 + ${rounded(second.get())} ` +
        `x1 + ${rounded(offset.get())} = 0. ${said.textContent}`);
    };
    const told = (v) => rounded(v, 1);
    const first = slider(controls, "w₀", -3, 3, 0.1, w[0], told, () => draw());
    const second = slider(controls, "w₁", -3, 3, 0.1, w[1], told, () => draw());
    const offset = slider(controls, "b", -4, 4, 0.1, b, told, () => draw());
    const drag = (event) => {
      if (!event.buttons) return;
      const box = svg.getBoundingClientRect(), scale = size / box.width;
      const x = back((event.clientX - box.left) * scale), y = 1 - back((event.clientY - box.top) * scale);
      offset.set(Math.max(-4, Math.min(4, -(first.get() * x + second.get() * y))));
      draw();
    };
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("pointermove", drag);
    draw();
  };

  // Gradient descent on the cost of one weight.
  const CURVES = {
    "a bowl: J = w²": { cost: (w) => w * w, slope: (w) => 2 * w, high: 4 },
    "two valleys": {
      cost: (w) => w ** 4 / 4 - w * w + w / 2 + 2, slope: (w) => w ** 3 - 2 * w + 0.5, high: 3.6 },
  };
  const valley = (root, { rate, start }) => {
    const svg = plane(root, 480, 260), controls = add(root, "div"), said = verdict(root);
    const row = add(controls, "label", { style: "display:flex;gap:.6em;margin:.25em 0" });
    add(row, "span", { style: "min-width:9em" }, "curve");
    const choice = add(row, "select", { style: "font:inherit" });
    Object.keys(CURVES).forEach((name) => add(choice, "option", {}, name));
    let path = [];
    const draw = () => {
      const { cost, slope, high } = CURVES[choice.value];
      const x = (w) => 20 + 440 * (w + 2.3) / 4.6, y = (w) => 235 - 215 * Math.min(cost(w) / high, 1.08);
      svg.replaceChildren();
      const places = Array.from({ length: 93 }, (_, number) => -2.3 + number / 20);
      add(svg, "polyline", { points: places.map((w) => `${x(w)},${y(w)}`).join(" "), fill: "none",
        stroke: GREY, "stroke-width": 2 });
      add(svg, "line", { x1: 20, x2: 460, y1: 240, y2: 240, stroke: MIST });
      for (let w = -2; w <= 2; w += 1) words(svg, x(w), 256, w, { "text-anchor": "middle", "font-size": 11 });
      const seen = path.filter((w) => Math.abs(w) < 2.35);
      add(svg, "polyline", { points: seen.map((w) => `${x(w)},${y(w)}`).join(" "), fill: "none", stroke: BLUE });
      seen.forEach((w, number) => add(svg, "circle", { cx: x(w), cy: y(w), fill: BLUE,
        r: number === path.length - 1 ? 7 : 4 }));
      const now = path[path.length - 1], steps = path.length - 1;
      const place = `w = ${rounded(now, 3)}, cost ${rounded(cost(now), 3)}, slope ${rounded(slope(now), 3)}`;
      said.textContent = Math.abs(now) > 1e3
        ? `After ${steps} steps w has flown out of the valley: the learning rate is too large.`
        : `After ${steps} steps: ${place}.`;
      svg.setAttribute("aria-label", `${choice.value}. ${said.textContent}`);
    };
    const step = (count) => {
      for (let number = 0; number < count && Math.abs(path[path.length - 1]) < 1e3; number += 1) {
        const now = path[path.length - 1];
        path.push(now - eta.get() * CURVES[choice.value].slope(now));
      }
      draw();
    };
    const again = () => { path = [begin.get()]; draw(); };
    const eta = slider(controls, "learning rate η", 0.01, 1.2, 0.01, rate, (v) => rounded(v), () => again());
    const begin = slider(controls, "initial weight", -2, 2, 0.1, start, (v) => rounded(v, 1), () => again());
    choice.addEventListener("change", () => again());
    button(controls, "One step", () => step(1));
    button(controls, "Ten steps", () => step(10));
    button(controls, "Start again", again);
    again();
  };

  // Softmax of scores that are divided by a temperature.
  const temperature = (root, { names, scores }) => {
    const svg = plane(root, 460, 230), controls = add(root, "div"), said = verdict(root);
    const draw = () => {
      const t = 2 ** dial.get(), powers = scores.map((z) => Math.exp((z - Math.max(...scores)) / t));
      const sum = powers.reduce((a, c) => a + c), shares = powers.map((p) => p / sum);
      svg.replaceChildren();
      add(svg, "line", { x1: 10, x2: 450, y1: 190, y2: 190, stroke: GREY });
      shares.forEach((share, number) => {
        const x = 20 + 88 * number;
        add(svg, "rect", { x, y: 190 - 165 * share, width: 60, height: 165 * share, fill: BLUE });
        words(svg, x + 30, 184 - 165 * share, share.toFixed(2), { "text-anchor": "middle" });
        words(svg, x + 30, 207, names[number], { "text-anchor": "middle" });
        words(svg, x + 30, 224, scores[number], { "text-anchor": "middle", fill: GREY, "font-size": 11 });
      });
      const told = names.map((name, number) => `${name} ${shares[number].toFixed(2)}`).join(", ");
      said.textContent = `T = ${rounded(t)}: ${told}.`;
      svg.setAttribute("aria-label", said.textContent);
    };
    const dial = slider(controls, "temperature T", -4, 5, 0.1, 0, (v) => rounded(2 ** v), () => draw());
    draw();
  };

  // A digit that is drawn, and what a network makes of it.
  const SIDE = 28, CELL = 9;
  const unpacked = ({ data, scale, inputs, bias, relu }) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    return { weights: new Int8Array(bytes.buffer), scale, inputs, bias, relu };
  };
  const forward = (layers, x) => layers.reduce((values, { weights, scale, inputs, bias, relu }) => {
    const out = bias.slice();
    for (let row = 0; row < inputs; row += 1)
      if (values[row]) for (let unit = 0; unit < out.length; unit += 1)
        out[unit] += values[row] * weights[row * out.length + unit] * scale;
    return relu ? out.map((z) => Math.max(z, 0)) : out;
  }, x);
  const softmax = (z) => {
    const powers = z.map((each) => Math.exp(each - Math.max(...z))), sum = powers.reduce((a, c) => a + c);
    return powers.map((p) => p / sum);
  };
  // As the digits of MNIST were: 20 pixels high or wide, their centre of mass in the middle.
  const centred = (ink) => {
    const used = ink.map((v, place) => (v > 0.05 ? place : -1)).filter((place) => place >= 0);
    if (!used.length) return ink;
    const xs = used.map((place) => place % SIDE), ys = used.map((place) => Math.floor(place / SIDE));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const zoom = Math.max(right - left + 1, bottom - top + 1) / 20;
    const total = used.reduce((sum, place) => sum + ink[place], 0);
    const middle = (values) => used.reduce((sum, place, n) => sum + ink[place] * (values[n] + 0.5), 0) / total;
    const [cx, cy] = [middle(xs), middle(ys)];
    return ink.map((_, place) => {
      const x = cx + ((place % SIDE) + 0.5 - 14) * zoom - 0.5, y = cy + (Math.floor(place / SIDE) + 0.5 - 14) * zoom - 0.5;
      const [x0, y0] = [Math.floor(x), Math.floor(y)];
      const of = (i, j) => (i >= 0 && i < SIDE && j >= 0 && j < SIDE ? ink[j * SIDE + i] : 0);
      return of(x0, y0) * (x0 + 1 - x) * (y0 + 1 - y) + of(x0 + 1, y0) * (x - x0) * (y0 + 1 - y) +
        of(x0, y0 + 1) * (x0 + 1 - x) * (y - y0) + of(x0 + 1, y0 + 1) * (x - x0) * (y - y0);
    });
  };
  const digit = (root, { layers, image }) => {
    const network = layers.map(unpacked), given = Array.from(atob(image), (c) => c.charCodeAt(0) / 255);
    const help = "Draw with the mouse or a finger. By keyboard: the arrow keys move, the space bar inks.";
    const row = add(root, "div", { style: "display:flex;flex-wrap:wrap;gap:1.2em;align-items:flex-start" });
    const left = add(row, "div"), canvas = add(left, "canvas", { width: SIDE * CELL, height: SIDE * CELL,
      tabindex: 0, role: "img", "aria-label": help, style: "display:block;border:1px solid #8c8c8c;touch-action:none;cursor:crosshair" });
    const svg = plane(add(row, "div", { style: "flex:1;min-width:15em" }), 300, 250), said = verdict(root);
    add(root, "p", { style: "margin:.2em 0" }, help);
    let ink = given.slice(), cursor = [14, 14], isShown = false;
    const draw = () => {
      const pen = canvas.getContext("2d");
      ink.forEach((value, place) => {
        const grey = Math.round(255 * (1 - value));
        pen.fillStyle = `rgb(${grey},${grey},${grey})`;
        pen.fillRect((place % SIDE) * CELL, Math.floor(place / SIDE) * CELL, CELL, CELL);
      });
      if (isShown) {
        pen.strokeStyle = RED;
        pen.strokeRect(cursor[0] * CELL, cursor[1] * CELL, CELL, CELL);
      }
      const isBlank = Math.max(...ink) < 0.05, shares = softmax(forward(network, isGiven ? ink : centred(ink)));
      const best = shares.indexOf(Math.max(...shares));
      svg.replaceChildren();
      shares.forEach((share, number) => {
        words(svg, 4, 20 + 24 * number, number);
        if (isBlank) return;
        add(svg, "rect", { x: 22, y: 8 + 24 * number, width: 1 + 210 * share, height: 15,
          fill: number === best ? BLUE : GREY });
        words(svg, 28 + 210 * share, 20 + 24 * number, share.toFixed(2));
      });
      said.textContent = isBlank ? "Draw a digit." : `The network reads ${best}, with ${shares[best].toFixed(2)}.`;
      svg.setAttribute("aria-label", said.textContent);
    };
    let isGiven = true;
    const dab = (x, y) => {
      isGiven = false;
      for (let j = -2; j <= 2; j += 1) for (let i = -2; i <= 2; i += 1) {
        const [column, line_] = [Math.floor(x) + i, Math.floor(y) + j];
        if (column < 0 || column >= SIDE || line_ < 0 || line_ >= SIDE) continue;
        const far = Math.hypot(column + 0.5 - x, line_ + 0.5 - y), place = line_ * SIDE + column;
        ink[place] = Math.max(ink[place], Math.max(0, Math.min(1, 1.75 - far)));
      }
    };
    let last = null;
    const stroke = (event) => {
      if (!event.buttons) { last = null; return; }
      const box = canvas.getBoundingClientRect(), scale = SIDE / box.width;
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      const [fromX, fromY] = last || [x, y], steps = Math.ceil(2 * Math.hypot(x - fromX, y - fromY)) + 1;
      for (let n = 1; n <= steps; n += 1) dab(fromX + (x - fromX) * n / steps, fromY + (y - fromY) * n / steps);
      last = [x, y];
      draw();
      event.preventDefault();
    };
    canvas.addEventListener("pointerdown", (event) => { last = null; if (isGiven) clear(); stroke(event); });
    canvas.addEventListener("pointermove", stroke);
    const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    canvas.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      if (!move && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      isShown = true;
      if (move) cursor = cursor.map((value, axis) => Math.max(0, Math.min(SIDE - 1, value + move[axis])));
      else { if (isGiven) clear(); dab(cursor[0] + 0.5, cursor[1] + 0.5); }
      draw();
    });
    const clear = () => { ink = given.map(() => 0); isGiven = false; draw(); };
    button(left, "Clear", clear);
    button(left, "The test picture", () => { ink = given.slice(); isGiven = true; draw(); });
    draw();
  };

  // A kernel that slides over a picture, and the map of what it sees.
  const kernel = (root, { image, kernels, place }) => {
    const OUT = SIDE - 2, PIXEL = 8, names = Object.keys(kernels);
    const ink = Array.from(atob(image), (letter) => letter.charCodeAt(0) / 255);
    const svg = plane(root, 620, 260), controls = add(root, "div"), said = verdict(root);
    const at = (row, column) => ink[row * SIDE + column];
    const products = (row, column) => weights.map((weight, n) =>
      weight * at(row + Math.floor(n / 3), column + (n % 3)));
    const sum = (values) => values.reduce((a, c) => a + c, 0);
    const colour = (value, reach) => {  // blue above 0, red below, white at 0
      const share = Math.min(1, Math.abs(value) / reach), light = (end) => Math.round(255 + (end - 255) * share);
      return value > 0 ? `rgb(${light(5)},${light(97)},${light(172)})` : `rgb(${light(179)},${light(60)},${light(20)})`;
    };
    let weights = kernels[names[0]];
    const cell = (x, y, size, fill, more = {}) =>
      add(svg, "rect", { x, y, width: size, height: size, fill, ...more });
    const draw = () => {
      weights = kernels[chosen.value];
      const [row, column] = [down.get(), across.get()];
      svg.replaceChildren();
      words(svg, 0, 14, "picture, 28 × 28");
      cell(0, 22, SIDE * PIXEL, "#fff", { stroke: GREY });
      ink.forEach((value, n) => {
        const grey = Math.round(255 * (1 - value));
        if (value > 0.02) cell((n % SIDE) * PIXEL, 22 + Math.floor(n / SIDE) * PIXEL, PIXEL, `rgb(${grey},${grey},${grey})`);
      });
      cell(column * PIXEL, 22 + row * PIXEL, 3 * PIXEL, "none", { stroke: RED, "stroke-width": 2.5 });
      words(svg, 246, 62, "pixel × weight");
      products(row, column).forEach((_, n) => {
        const x = 246 + 44 * (n % 3), y = 72 + 44 * Math.floor(n / 3);
        cell(x, y, 44, colour(weights[n], 2), { stroke: GREY });
        const dark = Math.abs(weights[n]) > 1.2 ? "#fff" : INK, style = { "text-anchor": "middle", "font-size": 11, fill: dark };
        words(svg, x + 22, y + 19, rounded(at(row + Math.floor(n / 3), column + (n % 3))), style);
        words(svg, x + 22, y + 34, `× ${rounded(weights[n])}`, style);
      });
      const seen = ink.map(() => 0).slice(0, OUT * OUT).map((_, n) => sum(products(Math.floor(n / OUT), n % OUT)));
      const reach = Math.max(...seen.map(Math.abs), 1e-9), left = 620 - OUT * PIXEL;
      words(svg, left, 14, "what it sees, 26 × 26");
      cell(left, 22, OUT * PIXEL, "#fff", { stroke: GREY });
      seen.forEach((value, n) => {
        if (Math.abs(value) > 0.02 * reach)
          cell(left + (n % OUT) * PIXEL, 22 + Math.floor(n / OUT) * PIXEL, PIXEL + 0.3, colour(value, reach));
      });
      cell(left + column * PIXEL, 22 + row * PIXEL, PIXEL, "none", { stroke: RED, "stroke-width": 2.5 });
      said.textContent = `Row ${row}, column ${column}, ${chosen.value}: the nine products add up to ` +
        `${rounded(seen[row * OUT + column])}.`;
      svg.setAttribute("aria-label", said.textContent);
    };
    const label = add(controls, "label", { style: "display:flex;gap:.6em;align-items:center;margin:.25em 0" });
    add(label, "span", { style: "min-width:9em" }, "kernel");
    const chosen = add(label, "select", { style: "font:inherit" });
    names.forEach((name) => add(chosen, "option", { value: name }, name));
    chosen.addEventListener("change", () => draw());
    const whole = (v) => rounded(v, 0);
    const down = slider(controls, "row", 0, OUT - 1, 1, place[0], whole, () => draw());
    const across = slider(controls, "column", 0, OUT - 1, 1, place[1], whole, () => draw());
    const drag = (event) => {
      if (!event.buttons) return;
      const box = svg.getBoundingClientRect(), scale = 620 / box.width;
      const [x, y] = [(event.clientX - box.left) * scale / PIXEL, ((event.clientY - box.top) * scale - 22) / PIXEL];
      if (x > SIDE || y < 0 || y > SIDE) return;
      const within = (value) => Math.max(0, Math.min(OUT - 1, Math.floor(value) - 1));
      down.set(within(y));
      across.set(within(x));
      draw();
    };
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("pointermove", drag);
    draw();
  };

  // A map of words, and a field to look for one: it and its nearest are marked.
  const map = (root, { names, places, kinds, colours, near, shown }) => {
    const WIDE = 620, HIGH = 360, svg = plane(root, WIDE, HIGH), controls = add(root, "div");
    const said = verdict(root), always = new Set(shown);
    const x = (n) => 12 + places[n][0] * (WIDE - 90), y = (n) => HIGH - 14 - places[n][1] * (HIGH - 28);
    const shade = (n) => colours[kinds[n]] || GREY;
    const draw = () => {
      const typed = field.value.trim().toLowerCase(), found = names.indexOf(typed);
      const marked = found < 0 ? [] : near[found];
      svg.replaceChildren();
      names.forEach((name, n) => {
        const isNear = marked.includes(n), isIt = n === found;
        const dot = add(svg, "circle", { cx: x(n), cy: y(n), r: isIt ? 6 : isNear ? 4.5 : 2.5, fill: shade(n),
          opacity: found < 0 || isIt || isNear ? 1 : 0.35 });
        add(dot, "title", {}, name);
        dot.addEventListener("click", () => { field.value = name; draw(); });
        if (isIt || isNear || (found < 0 && always.has(n)))
          words(svg, x(n) + 6, y(n) + 4, name, { "font-size": isIt ? 15 : 12, "font-weight": isIt ? 700 : 400 });
      });
      const some = names.filter((name) => typed && name.startsWith(typed)).slice(0, 6);
      said.textContent = !typed
        ? `${names.length} words. Type one, or choose a dot.`
        : found >= 0
        ? `«${typed}» speaks for ${kinds[found]}. Nearest: ${marked.map((n) => names[n]).join(", ")}.`
        : `«${typed}» is not on the map.` + (some.length ? ` There are: ${some.join(", ")}.` : "");
      svg.setAttribute("aria-label", said.textContent);
    };
    const label = add(controls, "label", { style: "display:flex;gap:.6em;align-items:center;margin:.25em 0" });
    add(label, "span", { style: "min-width:6em" }, "find a word");
    const field = add(label, "input", { type: "search", autocomplete: "off", spellcheck: "false",
      style: "font:inherit;flex:1;min-width:6em;max-width:16em" });
    field.addEventListener("input", draw);
    const key = add(root, "p", { style: "margin:.3em 0 0;font-size:.85em" });
    for (const [kind, colour] of [...Object.entries(colours), ["other kinds", GREY]]) {
      const entry = add(key, "span", { style: "white-space:nowrap;margin-right:.9em" });
      add(entry, "span", { style: "display:inline-block;width:.7em;height:.7em;border-radius:50%;" +
        `margin-right:.3em;background:${colour}` });
      entry.append(kind);
    }
    draw();
  };

  // A recurrent unit that takes one step after the other.
  const unrolled = (root, { inputs, wx, wh, b }) => {
    const svg = plane(root, 620, 190), buttons = add(root, "div"), controls = add(root, "div");
    const said = verdict(root), wide = 600 / Math.max(inputs.length, 3);
    let done = 0;
    const arrow = (x1, y1, x2, y2, stroke) => {
      add(svg, "line", { x1, y1, x2, y2, stroke, "stroke-width": 2.5 });
      const [dx, dy] = [Math.sign(x2 - x1) * 7, Math.sign(y2 - y1) * 7];
      add(svg, "path", { d: `M${x2} ${y2}l${-dx - dy / 2} ${-dy - dx / 2}m${dx + dy / 2} ${dy + dx / 2}l${-dx + dy / 2} ${-dy + dx / 2}`,
        stroke, "stroke-width": 2.5, fill: "none" });
    };
    const draw = () => {
      svg.replaceChildren();
      const [u, w, bias] = [across.get(), along.get(), base.get()];
      let h = 0, told = `Nothing is read yet: the state is 0.`;
      inputs.forEach((input, n) => {
        const left = 14 + n * wide, middle = left + wide / 2 + 16, isDone = n < done;
        const before = h, z = u * input + w * h + bias;
        if (isDone) h = Math.tanh(z);
        add(svg, "rect", { x: middle - 34, y: 70, width: 68, height: 44, rx: 8, fill: isDone ? PALE_BLUE : "#fff",
          stroke: n === done - 1 ? RED : GREY, "stroke-width": n === done - 1 ? 2.5 : 1 });
        words(svg, middle, 97, "tanh", { "text-anchor": "middle", fill: isDone ? INK : GREY });
        arrow(middle, 150, middle, 120, isDone ? ORANGE : MIST);
        words(svg, middle, 168, `x = ${rounded(input)}`, { "text-anchor": "middle" });
        arrow(left, 92, middle - 40, 92, n <= done && (n || isDone) ? GREEN : MIST);
        if (n <= done) words(svg, (left + middle - 40) / 2, 84, rounded(before, 3), { "text-anchor": "middle", "font-size": 11 });
        if (!isDone) return;
        arrow(middle, 64, middle, 34, BLUE);
        words(svg, middle, 24, rounded(h, 3), { "text-anchor": "middle", "font-weight": 700 });
        told = `Step ${n + 1}: tanh(${rounded(u)} · ${rounded(input)} + ${rounded(w)} · ${rounded(before, 3)} + ${rounded(bias)}) = ${rounded(h, 3)}.`;
      });
      said.textContent = told;
      svg.setAttribute("aria-label", told);
    };
    button(buttons, "One step", () => { done = Math.min(done + 1, inputs.length); draw(); });
    button(buttons, "From the beginning", () => { done = 0; draw(); });
    const across = slider(controls, "weight of x", -2, 2, 0.1, wx, (v) => rounded(v), () => draw());
    const along = slider(controls, "weight of the state", -2, 2, 0.1, wh, (v) => rounded(v), () => draw());
    const base = slider(controls, "bias", -1, 1, 0.1, b, (v) => rounded(v), () => draw());
    draw();
  };

  // Four optimizers that start at one place of a valley, twenty times as steep across as along.
  const RULES = {
    SGD: (g, r) => [-r * g],
    momentum: (g, r, t, m) => { const now = 0.9 * m - r * g; return [now, now]; },
    RMSprop: (g, r, t, m, v) => { const now = 0.9 * v + 0.1 * g * g; return [-r * g / Math.sqrt(now + 1e-7), m, now]; },
    Adam: (g, r, t, m, v) => {
      const mean = 0.9 * m + 0.1 * g, square = 0.999 * v + 0.001 * g * g;
      const size = r * Math.sqrt(1 - 0.999 ** t) / (1 - 0.9 ** t);
      return [-size * mean / (Math.sqrt(square) + 1e-7), mean, square];
    },
  };
  const race = (root, { curvature, start, rate, steps }) => {
    const svg = plane(root, 560, 270), controls = add(root, "div"), said = verdict(root);
    const x = (u) => 280 + 52 * u, y = (v) => 135 - 62 * v, inside = ([u, v]) => Math.abs(u) < 20 && Math.abs(v) < 8;
    const cost = (w) => w.reduce((sum, each, k) => sum + 0.5 * curvature[k] * each * each, 0);
    const path = (rule, r, count) => {
      const w = [...start], m = [0, 0], v = [0, 0], found = [[...w]];
      for (let t = 1; t <= count; t += 1) {
        w.forEach((each, k) => {
          const [move, mean = m[k], square = v[k]] = rule(curvature[k] * each, r, t, m[k], v[k]);
          [w[k], m[k], v[k]] = [each + move, mean, square];
        });
        found.push([...w]);
      }
      return found;
    };
    const draw = () => {
      svg.replaceChildren();
      const r = 10 ** dial.get(), count = far.get(), told = [];
      for (const level of [0.3, 1, 3, 8, 16, 28, 45])
        add(svg, "ellipse", { cx: x(0), cy: y(0), rx: 52 * Math.sqrt(2 * level / curvature[0]),
          ry: 62 * Math.sqrt(2 * level / curvature[1]), fill: "none", stroke: MIST, "stroke-width": 2 });
      Object.entries(RULES).forEach(([name, rule], n) => {
        const places = path(rule, r, count), colour = [BLUE, ORANGE, GREEN, RED][n];
        const seen = places.slice(0, places.findIndex((w) => !inside(w)) + 1 || undefined);
        add(svg, "polyline", { points: seen.map(([u, v]) => `${x(u)},${y(v)}`).join(" "), fill: "none", stroke: colour, "stroke-width": 2 });
        seen.forEach(([u, v], k) => add(svg, "circle", { cx: x(u), cy: y(v), r: k === seen.length - 1 ? 5 : 2, fill: colour }));
        add(svg, "rect", { x: 470, y: 8 + 18 * n, width: 12, height: 12, fill: colour });
        words(svg, 488, 19 + 18 * n, name);
        const now = cost(places[places.length - 1]);
        told.push(`${name} ${now < 1e3 ? Number(now.toPrecision(3)) : "out of the valley"}`);
      });
      add(svg, "circle", { cx: x(start[0]), cy: y(start[1]), r: 5, fill: INK });
      said.textContent = `Height after ${count} steps at learning rate ${Number(r.toPrecision(2))}: ${told.join(", ")}.`;
      svg.setAttribute("aria-label", said.textContent);
    };
    const dial = slider(controls, "learning rate", -3, 0.3, 0.05, Math.log10(rate), (v) => Number((10 ** v).toPrecision(2)), () => draw());
    const far = slider(controls, "steps", 1, 200, 1, steps, (v) => rounded(v, 0), () => draw());
    draw();
  };

  // A plane of pictures: what a decoder makes of a place, and what lies nearest to it.
  const walk = (root, { layers, reach, names, colours, marks }) => {
    const network = layers.map(unpacked), help = "Press on the plane, or move both sliders with the arrow keys.";
    const row = add(root, "div", { style: "display:flex;flex-wrap:wrap;gap:1.2em;align-items:flex-start" });
    const svg = plane(add(row, "div", { style: "flex:1;min-width:15em;max-width:26em" }), 360, 360);
    const canvas = add(row, "canvas", { width: SIDE * CELL, height: SIDE * CELL, role: "img",
      style: "display:block;border:1px solid #8c8c8c" });
    const controls = add(root, "div"), said = verdict(root);
    add(root, "p", { style: "margin:.2em 0" }, help);
    const x = (value) => 180 + 172 * value / reach, y = (value) => 180 - 172 * value / reach;
    add(svg, "rect", { x: 8, y: 8, width: 344, height: 344, fill: "none", stroke: MIST });
    const seen = marks.filter(([u, v]) => Math.abs(u) < reach && Math.abs(v) < reach);
    seen.forEach(([u, v, kind]) => add(svg, "circle", { cx: x(u), cy: y(v), r: 3, fill: colours[kind] }));
    names.forEach((name, kind) => {
      const own = seen.filter((mark) => mark[2] === kind), edge = 12 + 4 * name.length;
      const middle = (k) => own.map((mark) => mark[k]).sort((a, c) => a - c)[own.length >> 1];
      if (own.length) words(svg, Math.max(edge, Math.min(360 - edge, x(middle(0)))), y(middle(1)) + 4, name,
        { "text-anchor": "middle", "font-weight": 700, fill: colours[kind], stroke: "#fff", "stroke-width": 4, "paint-order": "stroke" });
    });
    const cursor = add(svg, "path", { fill: "none", stroke: RED, "stroke-width": 2 });
    const draw = () => {
      const z = [first.get(), second.get()], pen = canvas.getContext("2d");
      forward(network, z).forEach((logit, pixel) => {
        const grey = Math.round(255 / (1 + Math.exp(logit)));
        pen.fillStyle = `rgb(${grey},${grey},${grey})`;
        pen.fillRect((pixel % SIDE) * CELL, Math.floor(pixel / SIDE) * CELL, CELL, CELL);
      });
      cursor.setAttribute("d", `M${x(z[0]) - 8} ${y(z[1])}h16m-8 -8v16`);
      const far = marks.map(([u, v]) => Math.hypot(u - z[0], v - z[1])), least = Math.min(...far);
      const told = `z = (${rounded(z[0])}, ${rounded(z[1])}). The nearest test picture shows: ${names[marks[far.indexOf(least)][2]]}`;
      said.textContent = least > 0.4 ? `${told}; it is ${rounded(least)} away.` : `${told}.`;
      svg.setAttribute("aria-label", `${help} ${said.textContent}`);
      canvas.setAttribute("aria-label", `What the decoder draws there. ${said.textContent}`);
    };
    const first = slider(controls, "z₁", -reach, reach, 0.05, 0, (v) => rounded(v), () => draw());
    const second = slider(controls, "z₂", -reach, reach, 0.05, 0, (v) => rounded(v), () => draw());
    const drag = (event) => {
      if (!event.buttons) return;
      const box = svg.getBoundingClientRect(), scale = 360 / box.width, inside = (v) => Math.max(-reach, Math.min(reach, v));
      first.set(inside(((event.clientX - box.left) * scale - 180) * reach / 172));
      second.set(inside((180 - (event.clientY - box.top) * scale) * reach / 172));
      draw();
    };
    svg.addEventListener("pointerdown", drag);
    svg.addEventListener("pointermove", drag);
    draw();
  };

  const KINDS = { exam, line, valley, temperature, digit, kernel, map, unrolled, race, plane: walk };
  const begin = (root) => {
    if (root.dataset.moves) return;
    root.dataset.moves = "yes";
    const values = JSON.parse(root.dataset.values);
    if (!values.beside) root.replaceChildren();
    const place = document.createElement("div");
    root.append(place);
    place.style.cssText = "background:#fff;color:#333;padding:.8em;border-radius:.4em;font:15px/1.4 sans-serif;color-scheme:light";
    KINDS[root.dataset.kind](place, values);
  };
  // A notebook runs this before what it belongs to is on the page.
  let looks = 0;
  const look = () => {
    document.querySelectorAll(".moving").forEach(begin);
    looks += 1;
    if (looks < 20) setTimeout(look, 150);
  };
  look();
})();
