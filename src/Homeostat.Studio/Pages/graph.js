// The graph of a circuit, laid out by dagre: populations are boxes with their numbers of units, projections are arrows.
import dagre from './vendor/dagre.js';

const most = 30; // of so many arrows the names can be read; those of more are in the table
const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

// choose is called with the name of a part; select(name) marks one.
export function graph(circuit, choose) {
  const { nodes, arrows, width, height } = place(circuit);
  const parts = new Map();
  const part = (name, label, ...children) => {
    const group = svg('g', { role: 'button', tabindex: 0, 'aria-pressed': 'false', 'data-part': name }, svg('title'), ...children);
    group.firstChild.textContent = label;
    group.addEventListener('click', () => choose(name));
    group.addEventListener('keydown', event => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(name);
    });
    parts.set(name, group);
    return group;
  };
  const text = (words, x, y, kind = '') => {
    const element = svg('text', { x, y, class: kind });
    element.textContent = words;
    return element;
  };
  const drawn = [
    ...arrows.map(({ name, points, x, y, projection }) => part(name, `projection ${name}, ${projection.pre} to ${projection.post}, ${projection.connectivity}${projection.isCut ? ', cut' : ''}`,
      svg('path', { d: curve(points), ...projection.isCut ? { 'stroke-dasharray': '3 7' } : {} }), svg('path', { d: curve(points), class: 'near' }), head(points), ...circuit.projections.length <= most ? [text(name, x, y + 4, 'soft')] : [])),
    ...nodes.map(({ name, size, x, y, width: w, height: h }) => part(name, `population ${name}, ${units(size)}`,
      svg('rect', { x: x - w / 2, y: y - h / 2, width: w, height: h, rx: 7 }), text(name, x, y - 2), text(units(size), x, y + 14, 'soft'))),
  ];
  return {
    element: svg('svg', { class: 'graph', width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Graph of the circuit ${circuit.circuit}` }, ...drawn),
    select(name) { parts.forEach((group, own) => group.setAttribute('aria-pressed', String(own === name))); },
  };
}

const units = size => `${size.toLocaleString('en')} unit${size === 1 ? '' : 's'}`;

function place(circuit) {
  const plan = new dagre.graphlib.Graph({ multigraph: true });
  plan.setGraph({ rankdir: 'TB', nodesep: 34, ranksep: 46, edgesep: 14, marginx: 14, marginy: 14 });
  plan.setDefaultEdgeLabel(() => ({}));
  const isRead = circuit.projections.length <= most;
  for (const { name, size } of circuit.populations) plan.setNode(name, { name, size, width: Math.max(90, 9 * name.length + 24), height: 46 });
  for (const projection of circuit.projections) plan.setEdge(projection.from, projection.to, { name: projection.name, projection, width: isRead ? 6.4 * projection.name.length : 0, height: isRead ? 16 : 0, labelpos: 'c' }, projection.name);
  dagre.layout(plan);
  const { width, height } = plan.graph();
  return { nodes: plan.nodes().map(name => plan.node(name)), arrows: plan.edges().map(edge => plan.edge(edge)), width: Math.ceil(width), height: Math.ceil(height) };
}

// A smooth line through the points.
function curve(points) {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  const between = rest.slice(0, -1).map((point, n) => {
    const next = rest[n + 1];
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `M${first.x} ${first.y}${between.join('')}L${last.x} ${last.y}`;
}

function head(points) {
  const [from, to] = points.slice(-2);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const at = (back, side) => `${to.x - back * Math.cos(angle) + side * Math.sin(angle)} ${to.y - back * Math.sin(angle) - side * Math.cos(angle)}`;
  return svg('path', { class: 'head', d: `M${to.x} ${to.y}L${at(10, 5)}L${at(10, -5)}Z` });
}
