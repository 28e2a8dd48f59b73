// The console: asks the node that served it, follows its events, and draws.

import { follow, get, onUnauthenticated, useToken } from './api.js';
import { drawBuckets } from './buckets.js';
import { Face, mark } from './face.js';
import { Journal } from './journal.js';
import { KeyPanel } from './keys.js';
import { wireTheme } from './theme.js';

/** Round trips and slots change without events. */
const REFRESH_MS = 4000;
const MAX_RETRY_MS = 5000;
const STATES = ['active', 'joining', 'draining', 'suspect', 'gone'];

const element = id => document.getElementById(id);
const state = { cluster: null, nodes: [], routing: null };
const journal = new Journal(element('journal'));
const face = new Face(element('face'), node => showRouting(node.id));
const keys = new KeyPanel(face, () => state.nodes.find(node => node.self));
let refreshing = 0;

function show(cluster, nodes) {
  Object.assign(state, { cluster, nodes });
  const { slots } = cluster;
  element('cluster-name').textContent = cluster.cluster.name;
  element('viewpoint').textContent = `seen from ${cluster.self.name}`;
  document.title = `${cluster.self.name} · Kadmos`;
  if (slots.underReplicated > 0 || slots.moving > 0) {
    health(slots.underReplicated > 0 ? `${slots.underReplicated} slots short of a replica` : `${slots.moving} slots on the move`, 'warn');
  } else {
    health(slots.active === slots.total ? 'whole' : 'not formed yet', slots.active === slots.total ? 'good' : 'warn');
  }
  face.show(cluster, nodes);
  keys.follow(nodes);
  showNodes(nodes);
  fillRoutingChoice(nodes);
}

function health(text, tone) {
  element('health').textContent = text;
  element('health').className = `pill ${tone}`;
}

function showNodes(nodes) {
  const rows = d3.select('#nodes tbody').selectAll('tr').data([...nodes].sort((a, b) => a.id < b.id ? -1 : 1), node => node.id).join('tr').order();
  rows.each(function (node) {
    const row = d3.select(this);
    row.selectAll('*').remove();
    row.append('td').append('strong').text(node.name || '?');
    mark(row.append('td').node(), node.state);
    row.append('td').append('code').text(node.id);
    row.append('td').attr('class', 'number').text(node.slots);
    row.append('td').attr('class', 'number').text(node.self ? 'here' : node.rttMillis === null ? '' : `${node.rttMillis.toFixed(1)} ms`);
    row.append('td').append('code').text(node.address);
    row.append('td').text(node.version);
  });
}

function fillRoutingChoice(nodes) {
  const select = element('routing-node');
  const wanted = state.routing ?? nodes.find(node => node.self)?.id;
  d3.select(select).selectAll('option').data(nodes, node => node.id).join('option')
    .attr('value', node => node.id).text(node => `${node.name}${node.self ? ' (here)' : ''}`);
  select.value = wanted;
  if (!state.routing && wanted) {
    showRouting(wanted);
  }
}

async function showRouting(id) {
  state.routing = id;
  element('routing-node').value = id;
  const isSelf = state.nodes.find(node => node.id === id)?.self;
  try {
    const table = await get(isSelf ? '/cluster/routing-table' : `/cluster/routing-table?node=${id}`);
    if (state.routing === id) {
      drawBuckets(element('buckets'), table);
      element('routing-note').textContent = `${d3.sum(table.buckets, bucket => bucket.contacts.length)} contacts in ${table.buckets.length} ${table.buckets.length === 1 ? 'bucket' : 'buckets'}`;
    }
  } catch (problem) {
    d3.select('#buckets').attr('height', 0).selectAll('*').remove();
    element('routing-note').textContent = problem.message;
  }
}

/** Asks for everything that is shown; many events that come at once ask once. */
function refreshSoon() {
  clearTimeout(refreshing);
  refreshing = setTimeout(refresh, 150);
}

async function refresh() {
  try {
    const [cluster, { nodes }] = await Promise.all([get('/cluster'), get('/cluster/nodes')]);
    show(cluster, nodes);
    await Promise.all([keys.refreshMembers(), state.routing && showRouting(state.routing)]);
  } catch (problem) {
    health(`no answer: ${problem.message}`, 'bad');
  }
}

function take(message) {
  if (message.event === 'snapshot') {
    show(message.data.cluster, message.data.nodes);
    return;
  }
  if (message.event === 'slots' || message.event === 'transfer') {
    face.flash(message.data.slots, state.cluster?.slots.total ?? 4096);
  }
  journal.tell(message, state.cluster?.self.name ?? 'this node');
  refreshSoon();
}

/** Follows for as long as the page is open. */
async function live() {
  let pause = 500;
  for (;;) {
    try {
      await follow(take, () => {
        pause = 500;
        journal.add('following the events of this node', null);
      });
      journal.add('the stream of events ended', 'warn');
    } catch (problem) {
      health(`no events: ${problem.message}`, 'bad');
    }
    await new Promise(resolve => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, MAX_RETRY_MS);
  }
}

function wire() {
  wireTheme(element('theme'));
  STATES.forEach(each => mark(element('legend').appendChild(document.createElement('li')), each));
  element('routing-node').addEventListener('change', event => showRouting(event.target.value));
  onUnauthenticated(() => element('access').hidden = false);
  element('access').addEventListener('submit', event => {
    event.preventDefault();
    element('access').hidden = true;
    useToken(element('token').value);
    refresh();
  });
}

wire();
keys.open(decodeURIComponent(location.hash.slice(1)));
live();
refresh();
setInterval(() => document.hidden || refresh(), REFRESH_MS);
