// The form by which a colony begins: many lives, and what they are compared with.
import { el } from './page.js';

export function colonyForm(life, { loops, isReadOnly }, begin) {
  const select = (label, name, options) => el('label', {}, label, el('select', { name }, options.map(([value, words]) => el('option', { value }, words))));
  const plain = names => names.map(name => [name, name]);
  const form = el('form', { class: 'tools', novalidate: true, onsubmit: event => {
    event.preventDefault();
    const { body, niche, lives, seed, compare } = Object.fromEntries(new FormData(form));
    const [kind, what] = compare.split(':');
    begin({ life: life.name, body, niche, lives: Number(lives), seed: Number(seed), against: kind === 'body' ? [what] : [], ablate: kind === 'without' ? [what] : [] });
  } },
  select('body', 'body', plain(life.bodies)), select('niche', 'niche', plain(life.niches)),
  el('label', {}, 'lives', el('input', { name: 'lives', type: 'number', value: 12 })), el('label', {}, 'first seed', el('input', { name: 'seed', type: 'number', value: 1 })),
  select('against', 'compare', [['', 'no other group'], ...life.bodies.map(name => [`body:${name}`, `body ${name}`]), ...loops.map(name => [`without:${name}`, `without ${name}`])]),
  el('button', { class: 'main', disabled: isReadOnly }, `Begin a ${life.name} colony`));
  return el('section', {}, el('h2', {}, life.name), form);
}
