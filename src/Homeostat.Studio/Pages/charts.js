// Curves that grow while a run goes on, drawn by uPlot.
import uPlot from './vendor/uPlot.js';
import { color, el, hues } from './page.js';

// The powers of ten within a logarithmic scale.
const powers = (plot, axis, low, high) => {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => 10 ** (first + n));
};

// Series beyond the number of hues are told apart by dashes.
const dashes = [undefined, [8, 4], [2, 4]];

export class Curves {
  constructor(title, names, { unit = '', x = 'age', height = 170, most = 3000, bands = [], log = false, gap = Infinity, range, stepped = false, legend = true, style = () => ({}), areas = [] } = {}) {
    this.data = [[], ...names.map(() => [])];
    this.most = most;
    this.gap = gap;
    this.element = el('div', { role: 'img', 'aria-label': title });
    const axis = { stroke: () => color('--soft'), grid: { stroke: () => color('--line'), width: 1 }, ticks: { stroke: () => color('--line') } };
    // Until its place is known, a chart fits a phone.
    this.plot = new uPlot({
      width: 280, height, title: undefined, scales: { x: { time: false }, y: { distr: log ? 3 : 1, ...(range ? { range } : {}) } }, cursor: { drag: { x: true, y: false } },
      legend: { live: false, show: legend }, bands: areas,
      axes: [{ ...axis, label: x, labelSize: 16, size: 34 }, { ...axis, label: unit, labelSize: 16, size: 56, ...(log ? { splits: powers } : {}) }],
      series: [{ label: x }, ...names.map((name, n) => ({ label: name, stroke: hues[n % hues.length], width: 1.6, dash: bands.includes(n) ? [4, 4] : dashes[Math.floor(n / hues.length) % dashes.length], spanGaps: gap === Infinity && !stepped, ...(stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}), ...style(n) }))],
    }, this.data, this.element);
    this.resizing = new ResizeObserver(() => this.element.clientWidth && this.plot.setSize({ width: this.element.clientWidth, height }));
    this.resizing.observe(this.element);
  }

  set(columns) { this.data = columns; this.draw(); }

  // Where nothing was recorded for longer than the gap, the curve is interrupted.
  add(x, values) {
    if (x - this.data[0].at(-1) > this.gap) this.push(x, values.map(() => null));
    this.push(x, values.map(value => Number.isFinite(Number(value)) ? Number(value) : null));
  }

  push(x, values) {
    this.data[0].push(x);
    values.forEach((value, n) => this.data[n + 1].push(value));
    if (this.data[0].length > this.most) this.data.forEach(column => column.splice(0, this.most >> 3));
  }

  draw() { if (this.element.isConnected) this.plot.setData(this.data); }
}
