// An image, drawn by hand or chosen among the test images, and how the circuit settles on it step by step.
import { ask, attempt, newest } from './api.js';
import { base64Of, bytesOf, paint, picture } from './images.js';
import { color, el, number } from './page.js';

export function digit(path, model, signal) {
  const { width, height } = model.image;
  const pixels = new Uint8Array(width * height);
  const pad = el('canvas', { role: 'img', class: 'pixels pad', 'aria-label': 'Drawing pad for the pointer. By keyboard choose a test image by its number.' });
  const index = el('input', { type: 'number', min: 0, max: Math.max(0, model.tests - 1), value: 0, 'aria-label': 'Number of the test image' });
  const chosen = el('span', { class: 'soft' });
  const said = el('p', { role: 'status' }, 'Draw a large image in the middle, or choose a test image.');
  const result = el('div');
  const refresh = () => paint(pad, pixels, model.image);
  refresh();

  // A round pen of about a pixel and a half, soft at its rim.
  let last = null;
  const place = event => {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * width, (event.clientY - box.top) / box.height * height];
  };
  function dot(x, y) {
    for (let row = Math.max(0, Math.floor(y) - 2); row <= Math.min(height - 1, Math.floor(y) + 2); row++) {
      for (let column = Math.max(0, Math.floor(x) - 2); column <= Math.min(width - 1, Math.floor(x) + 2); column++) {
        const gray = 255 * Math.max(0, Math.min(1, 1.8 - Math.hypot(column + 0.5 - x, row + 0.5 - y)));
        pixels[row * width + column] = Math.max(pixels[row * width + column], Math.round(gray));
      }
    }
  }
  function stroke(event) {
    const to = place(event);
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(to[0] - last[0], to[1] - last[1])));
    for (let n = 1; n <= steps; n++) dot(last[0] + (to[0] - last[0]) * n / steps, last[1] + (to[1] - last[1]) * n / steps);
    last = to;
    refresh();
  }
  pad.addEventListener('pointerdown', event => { pad.setPointerCapture(event.pointerId); last = place(event); chosen.textContent = ''; stroke(event); });
  pad.addEventListener('pointermove', event => { if (last) stroke(event); });
  pad.addEventListener('pointerup', () => { last = null; answer(); });
  pad.addEventListener('pointercancel', () => { last = null; });

  const imageAt = newest(number => ask(`${path}/image?index=${number}`));
  const choose = number => attempt(async () => {
    index.value = number;
    const image = await imageAt(number);
    if (!image) return;
    pixels.set(bytesOf(image.pixels));
    chosen.textContent = `test image ${image.index}, a ${model.classes?.[image.label] ?? image.label}`;
    refresh();
    await answer();
  });
  const clear = () => { pixels.fill(0); chosen.textContent = ''; refresh(); };

  const answerTo = newest(drawn => ask(`${path}/answer?pixels=${drawn}`));
  const answer = () => attempt(async () => {
    const found = await answerTo(base64Of(pixels));
    if (!found) return;
    said.textContent = found.class == null ? `After ${found.batchesDone} batches. The model tells no classes.`
      : `It is taken for ${model.classes[found.class]}, with a probability of ${number(100 * found.probabilities[found.class])} %, after ${found.batchesDone} batches.`;
    said.dataset.class = found.class ?? '';
    show(found);
  });

  let playing;
  signal.addEventListener('abort', () => clearInterval(playing));
  function show(found) {
    clearInterval(playing);
    const { settling } = found;
    const slider = el('input', { type: 'range', min: 0, max: settling.steps.length - 1, value: settling.steps.length - 1, 'aria-label': 'Settling step' });
    const step = el('output');
    const maps = settling.populations.map(population => heat(population, settling.steps.length));
    const bars = (settling.probabilities?.at(-1) ?? found.probabilities ?? []).map((_, n) => bar(model.classes?.[n] ?? String(n)));
    const draw = () => {
      const at = Number(slider.value);
      step.textContent = `step ${settling.steps[at]}`;
      maps.forEach(map => map.draw(at));
      bars.forEach((b, n) => b.show((settling.probabilities?.[at] ?? found.probabilities)[n]));
    };
    slider.addEventListener('input', draw);
    const watchIt = () => {
      clearInterval(playing);
      slider.value = 0;
      draw();
      playing = setInterval(() => {
        slider.value = Number(slider.value) + 1;
        draw();
        if (Number(slider.value) >= settling.steps.length - 1) clearInterval(playing);
      }, 40);
    };
    result.replaceChildren(el('p', { class: 'soft' }, settling.said),
      settling.steps.length > 1 ? el('div', { class: 'tools' }, el('button', { onclick: watchIt }, 'Watch it settle'), el('label', {}, 'step', slider), step) : '',
      bars.length ? el('div', { class: 'bars' }, bars.map(b => b.element)) : '',
      found.expected ? el('p', {}, 'What it expects to see:', picture(bytesOf(found.expected), model.image, 'What the model expects to see', 112)) : '',
      el('div', { class: 'columns' }, maps.map(map => map.element)));
    draw();
  }

  return {
    element: el('section', { class: 'whole' }, el('h2', {}, 'Draw, and watch it settle'),
      el('div', { class: 'columns' }, el('div', { class: 'third' }, pad, el('div', { class: 'tools' }, el('button', { onclick: clear }, 'Clear'), el('button', { onclick: answer }, 'Show to the circuit')),
        model.tests && !model.missing ? el('div', { class: 'tools' }, el('label', {}, 'test image', index), el('button', { onclick: () => choose(Number(index.value)) }, 'Show it'), chosen) : ''),
      el('div', { class: 'two-thirds' }, said, result))),
    choose: number => { pad.scrollIntoView({ block: 'center' }); choose(number); },
  };
}

function bar(name) {
  const fill = el('span', { class: 'fill' }), words = el('span');
  return {
    element: el('div', {}, el('span', {}, name), el('div', { class: 'gauge' }, fill), words),
    show(probability) {
      fill.style.width = `${100 * probability}%`;
      words.textContent = `${number(100 * probability, 3)} %`;
    },
  };
}

// Units from the top down, steps to the right; orange above zero, blue below.
function heat(population, steps) {
  const canvas = el('canvas', { role: 'img', class: 'pixels heat' });
  const error = el('span', { class: 'soft' });
  const rows = population.units.length;
  const largest = Math.max(1e-9, ...population.values.flat().map(Math.abs));
  return {
    element: el('div', { class: 'half' }, el('p', {}, el('strong', {}, population.variable), ` ${population.size} units${rows < population.size ? `, ${rows} of them shown` : ''} `, error), canvas),
    draw(at) {
      Object.assign(canvas, { width: steps, height: rows });
      const pen = canvas.getContext('2d');
      const image = pen.createImageData(steps, rows);
      population.values.forEach((values, column) => values.forEach((value, row) => {
        const strength = column <= at ? Math.round(255 * Math.min(1, Math.abs(value) / largest)) : 0;
        image.data.set(value > 0 ? [213, 94, 0, strength] : [0, 114, 178, strength], 4 * (row * steps + column));
      }));
      pen.putImageData(image, 0, 0);
      pen.fillStyle = color('--soft');
      if (steps > 1) pen.fillRect(Math.min(steps - 1, at + 1), 0, at < steps - 1 ? 1 : 0, rows);
      error.textContent = population.errors.length ? `root mean square error ${number(population.errors[at], 3)}` : '';
      canvas.setAttribute('aria-label', `${population.variable}: ${rows} units over ${steps} steps; the largest now is ${number(Math.max(...population.values[at]), 3)}`);
    },
  };
}
