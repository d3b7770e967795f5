// The curves of a learner while it is trained.
import { ask, watch } from './api.js';
import { Curves } from './charts.js';
import { el, number, show } from './page.js';

export default async function learner({ arguments: [id], signal, connection }) {
  const session = await ask(`api/sessions/${id}`);
  const energy = new Curves('Free energy of a batch', ['free energy'], { unit: 'nats', x: 'seconds of training' });
  const accuracy = new Curves('Test accuracy', ['accuracy'], { unit: '%', x: 'epoch' });
  const said = el('p', { role: 'status' }, 'Waiting for the first batch.');
  show(session.title, el('p', { class: 'soft' }, `${session.folder}. `, el('a', { href: `#/circuit/session/${id}` }, 'Circuit')), said,
    el('div', { class: 'columns' }, el('section', { class: 'half' }, el('h2', {}, 'Free energy'), energy.element), el('section', { class: 'half' }, el('h2', {}, 'Test accuracy'), accuracy.element)));
  watch(id, { signal, connection, happened(event) {
    if (event.event === 'batch') {
      energy.add(event.seconds, [event.freeEnergy]);
      said.textContent = `Epoch ${event.epoch}, batch ${event.batch}: free energy ${number(event.freeEnergy)} nats, ${Math.round(event.samplesPerSecond)} samples a second.`;
    } else if (event.event === 'test') {
      accuracy.add(event.epoch, [event.accuracy == null ? null : 100 * event.accuracy]);
    }
  } });
  const drawing = setInterval(() => { energy.draw(); accuracy.draw(); }, 200);
  signal.addEventListener('abort', () => clearInterval(drawing));
}
