// A raster of spikes that moves on with the time: one column of pixels a stretch of time, one or more units a row of pixels.
import { canvas, color, hues } from './page.js';

export class Raster {
  constructor(network, { height = 380, seconds = 0.5 } = {}) {
    Object.assign(this, { network, seconds, spikes: [], end: 0 });
    this.canvas = canvas(height, 'Raster of spikes: time to the right, units from the bottom up');
    this.element = this.canvas.element;
    this.colors = network.groups.map((_, n) => hues[n % hues.length]);
  }

  // Rows of the raster belong to groups in the order of the network.
  groupOf(row) {
    return this.network.groups.findIndex(g => row >= g.offset + g.first && row < g.offset + g.first + g.count);
  }

  add({ count, shift, first, pairs }) {
    for (let n = 0; n < count; n++) this.spikes.push([(first + pairs[2 * n + 1]) * this.network.timeStep, pairs[2 * n] << shift]);
  }

  draw(end) {
    this.end = end;
    const { pen, width, height } = this.canvas.pen();
    const begin = end - this.seconds;
    const late = this.spikes.findIndex(([time]) => time >= begin);
    if (late > 0) this.spikes.splice(0, late);
    if (late < 0) this.spikes.length = 0;
    pen.fillStyle = color('--ground');
    pen.fillRect(0, 0, width, height);
    const size = Math.max(1, Math.min(3, height / this.network.units));
    let last = -2;
    for (const [time, row] of this.spikes) {
      const group = this.groupOf(row);
      if (group !== last) pen.fillStyle = this.colors[last = group] ?? color('--ink');
      pen.fillRect((time - begin) / this.seconds * width, height - (row + 1) / this.network.units * height, Math.max(1, size), size);
    }
  }

  // The unit of the raster at a place of the page.
  rowAt(event) {
    const box = this.element.getBoundingClientRect();
    return Math.max(0, Math.min(this.network.units - 1, Math.floor((1 - (event.clientY - box.top) / box.height) * this.network.units)));
  }
}
