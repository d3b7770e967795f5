// What a run was and what came of it: its settings, its results and its pictures.
import { el } from './page.js';

const pairs = record => el('dl', {}, Object.entries(record).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));

// address gives the address of a picture by its name.
export const describe = (run, address) => [
  el('p', { class: 'soft' }, [`${run.title}, ${run.state}.`, run.fault, run.tags.join(' '), run.note].filter(Boolean).join(' ')),
  el('div', { class: 'columns' }, el('section', { class: 'third' }, el('h2', {}, 'Settings'), pairs(run.settings)), el('section', { class: 'third' }, el('h2', {}, 'Results'), pairs(run.results)),
    run.pictures.length ? el('section', { class: 'whole pictures' }, el('h2', {}, 'Pictures'), run.pictures.map(file => el('figure', {},
      el('img', { src: address(file), alt: `${file} of the run` }), el('figcaption', {}, file)))) : ''),
];
