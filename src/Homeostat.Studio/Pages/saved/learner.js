// A learner that was trained: the curves of its training, beside those of what it was compared with.
import { saved } from '../api.js';
import { Curves } from '../charts.js';
import { el, show } from '../page.js';

export default function learner() {
  const sections = saved.learner.curves.map(({ title, x, unit, series }) => {
    const curves = new Curves(title, series.map(s => s.name), { unit, x });
    const places = [...new Set(series.flatMap(s => s.x))].sort((a, b) => a - b);
    curves.data = [places, ...series.map(s => {
      const known = new Map(s.x.map((place, n) => [place, s.values[n]]));
      return places.map(place => known.get(place) ?? null);
    })];
    return [curves, el('section', { class: 'half' }, el('h2', {}, title), curves.element)];
  });
  show(saved.learner.title, el('div', { class: 'columns' }, sections.map(([, section]) => section)));
  sections.forEach(([curves]) => curves.draw());
}
