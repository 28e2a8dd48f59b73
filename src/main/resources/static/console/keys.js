// What stands about one key: where it is, how a lookup or a read went, and its value.

import { get, pathOf, send } from './api.js';
import { mark } from './face.js';

const element = id => document.getElementById(id);

export class KeyPanel {
  constructor(face, self) {
    this.face = face;
    this.self = self;
    this.question = 0;
    this.placement = null;
    let pause;
    element('key').addEventListener('input', () => {
      clearTimeout(pause);
      pause = setTimeout(() => this.place(), 250);
    });
    document.querySelectorAll('.examples button')
      .forEach(example => example.addEventListener('click', () => this.open(example.textContent)));
    element('key-form').addEventListener('submit', event => {
      event.preventDefault();
      this.place();
    });
    element('lookup').addEventListener('click', () => this.lookup());
    element('explain').addEventListener('click', () => this.explain());
    element('value-form').addEventListener('submit', event => {
      event.preventDefault();
      this.put();
    });
    element('get').addEventListener('click', () => this.get());
    element('delete').addEventListener('click', () => this.delete());
  }

  /** Shows a key that an address named: …/console/#key */
  open(key) {
    if (key) {
      element('key').value = key;
      this.place();
    }
  }

  get key() {
    return element('key').value;
  }

  /** Shows where the key is. An answer that a newer question overtook is thrown away. */
  async place() {
    const question = ++this.question;
    element('trace').replaceChildren();
    element('examples').hidden = this.key !== '';
    if (!this.key) {
      this.placement = null;
      element('placement').replaceChildren();
      this.face.showKey(null);
      return;
    }
    await this.refresh(question);
  }

  async refresh(question = this.question) {
    if (!this.key) {
      return;
    }
    try {
      const placement = await get(`/cluster/placement?key=${encodeURIComponent(this.key)}`);
      if (question === this.question) {
        this.face.showKey(placement);
        this.tell(placement);
      }
    } catch (problem) {
      this.fail('placement', problem);
    }
  }

  /** Asks again who holds what, and leaves the drawing alone: a lookup may be on it. */
  async refreshMembers() {
    if (this.key) {
      const question = this.question;
      const placement = await get(`/cluster/placement?key=${encodeURIComponent(this.key)}`);
      if (question === this.question) {
        this.tell(placement);
      }
    }
  }

  /** Shows the states of the members as they are by now. */
  follow(nodes) {
    if (this.placement) {
      const states = new Map(nodes.map(node => [node.id, node.state]));
      this.tell({ ...this.placement, members: this.placement.members.map(member => ({ ...member, state: states.get(member.id) ?? member.state })) });
    }
  }

  tell(placement) {
    this.placement = placement;
    const box = d3.select(element('placement'));
    box.selectAll('*').remove();
    const facts = box.append('dl').attr('class', 'facts');
    const fact = (name, text) => {
      facts.append('dt').text(name);
      facts.append('dd').append('code').text(text);
    };
    fact('id', placement.id);
    fact('slot', `${placement.slot}, epoch ${placement.epoch}`);
    const table = box.append('div').attr('class', 'scroll').append('table');
    table.append('thead').append('tr').selectAll('th').data(['member', 'state', 'distance', 'holds version'])
      .join('th').attr('scope', 'col').text(name => name);
    table.append('tbody').selectAll('tr').data(placement.members).join('tr').each(function (member) {
      const row = d3.select(this);
      row.append('td').text(member.name || member.id.slice(0, 8));
      mark(row.append('td').node(), member.state);
      row.append('td').append('code').text(`${member.distance.slice(0, 8)}…`);
      row.append('td').append('code').text(member.version ?? 'nothing');
    });
  }

  async lookup() {
    if (!this.key) {
      element('key').focus();
      return;
    }
    try {
      await this.refresh();
      const lookup = await get(`/cluster/lookup?key=${encodeURIComponent(this.key)}`);
      const items = this.steps(`${lookup.requests} asked, ${lookup.hops} ${lookup.hops === 1 ? 'hop' : 'hops'}, ${lookup.reason}; closest: ${lookup.closest.slice(0, 3).map(node => node.name).join(', ')}`,
        lookup.steps.map(step => ({
          step, head: `hop ${step.hop}`, text: `${step.asked.name || step.asked.id.slice(0, 8)} ${step.outcome === 'answered' ? `named ${step.returned.length}` : 'did not answer'}`,
          when: micros(step.rttMicros), lost: step.outcome !== 'answered',
        })));
      await this.face.trace(lookup, this.self(), step => items.get(step)?.classList.add('shown'));
    } catch (problem) {
      this.fail('trace', problem);
    }
  }

  async explain() {
    if (!this.key) {
      element('key').focus();
      return;
    }
    try {
      this.face.clearTrace();
      const explained = await get(`/cluster/explain?key=${encodeURIComponent(this.key)}`);
      const replies = explained.rounds.flatMap(round => round.replies.map(reply => ({
        step: reply, head: round.kind, text: `${reply.name || reply.id.slice(0, 8)}: ${reply.outcome}${reply.version ? ` ${reply.version}` : ''}`,
        when: micros(reply.micros), lost: reply.outcome === 'timed-out' || reply.outcome === 'unreachable',
      })));
      const items = this.steps(`${explained.outcome} in ${micros(explained.micros)}, ${explained.rounds.length} ${explained.rounds.length === 1 ? 'round' : 'rounds'}${explained.detail ? `: ${explained.detail}` : ''}`, replies);
      items.forEach(item => item.classList.add('shown'));
    } catch (problem) {
      this.fail('trace', problem);
    }
  }

  steps(summary, steps) {
    const items = new Map();
    const box = d3.select(element('trace'));
    box.selectAll('*').remove();
    box.append('p').attr('class', 'hint spaced').text(summary);
    box.append('ol').attr('class', 'steps').selectAll('li').data(steps).join('li').each(function (step) {
      const item = d3.select(this);
      item.append('span').attr('class', 'hop').text(step.head);
      item.append('span').attr('class', step.lost ? 'lost' : null).text(step.text);
      item.append('span').attr('class', 'when').text(step.when);
      items.set(step.step, this);
    });
    return items;
  }

  async get() {
    await this.exchange('GET', {}, async response => {
      const text = await response.text();
      if (response.ok) {
        element('value').value = text;
      }
      return response.ok ? `${text.length} characters, ${response.headers.get('Content-Type')}` : JSON.parse(text).detail;
    });
  }

  async put() {
    const ttl = element('ttl').value.trim();
    await this.exchange('PUT', { body: element('value').value, headers: { 'Content-Type': 'text/plain;charset=UTF-8' } },
      problemOr(response => `on ${response.headers.get('Kadmos-Replicas')} replicas`), ttl ? `?ttl=${encodeURIComponent(ttl)}` : '');
  }

  async delete() {
    await this.exchange('DELETE', {}, problemOr(response => `on ${response.headers.get('Kadmos-Replicas')} replicas`));
  }

  async exchange(method, options, describe, query = '') {
    if (!this.key) {
      element('key').focus();
      return;
    }
    const began = performance.now();
    const answer = d3.select(element('answer'));
    try {
      const response = await send(pathOf(this.key) + query, { ...options, method });
      const text = await describe(response);
      const millis = Math.round(performance.now() - began);
      answer.selectAll('*').remove();
      answer.append('strong').attr('class', response.ok ? 'good' : response.status === 404 ? 'warn' : 'bad').text(`${method} ${response.status}`);
      answer.append('span').text(`  ${text}, ${millis} ms  `);
      answer.append('code').text(response.headers.get('ETag') ?? '');
      await this.refresh();
    } catch (problem) {
      answer.selectAll('*').remove();
      answer.append('span').attr('class', 'bad').text(`no answer: ${problem.message}`);
    }
  }

  fail(where, problem) {
    if (where === 'placement') {
      this.placement = null;
    }
    const box = d3.select(element(where));
    box.selectAll('*').remove();
    box.append('p').attr('class', 'hint spaced').text(problem.message);
  }
}

function problemOr(describe) {
  return async response => response.ok ? describe(response) : (await response.json()).detail;
}

function micros(count) {
  return count < 1000 ? `${count} µs` : `${(count / 1000).toFixed(1)} ms`;
}
