// The key space as a clock face: zero at the top, clockwise, every node at its id.

const RADIUS = 170;
/** Badges stand outside of the rim, so that nodes whose ids are near each other do not hide each other. */
const BADGE_RADIUS = 202;
const LABEL_RADIUS = 230;
const BADGE_GAP = 0.22;
/** Above and below the dial labels stand side by side, and need more room. */
const LABEL_GAP = 0.16;
const SLOTS_SHOWN_LONG_MS = 1600;
/** Even the quickest lookup is to be seen: a hop takes at least this long on the screen. */
const HOP_MS = 650;

/** The angle of an id, in radians from the top: its first 48 bits are more than a screen can show. */
export function angle(id) {
  return parseInt(id.slice(0, 12), 16) / 2 ** 48 * 2 * Math.PI;
}

function at(radians, radius) {
  return [Math.sin(radians) * radius, -Math.cos(radians) * radius];
}

/** A curve between two points of the rim that bends towards the middle. */
function chord(from, to, bend = 0.25) {
  const [x1, y1] = from, [x2, y2] = to;
  return `M${x1},${y1}Q${(x1 + x2) / 2 * bend},${(y1 + y2) / 2 * bend} ${x2},${y2}`;
}

/** How far apart the badges of two nodes have to be around an angle. */
function needed(radians) {
  return BADGE_GAP + LABEL_GAP * Math.cos(radians) ** 2;
}

/** Moves angles apart that are too near for their badges, keeping their order. */
function spread(angles) {
  const order = d3.range(angles.length).sort((a, b) => angles[a] - angles[b]);
  const spread = [...angles];
  for (let round = 0; round < 60; round++) {
    order.forEach((one, i) => {
      const other = order[(i + 1) % order.length];
      const gap = ((spread[other] - spread[one]) % (2 * Math.PI) + 2 * Math.PI) % (2 * Math.PI);
      const lacking = Math.min(needed(spread[one]), 2 * Math.PI / order.length) - gap;
      if (one !== other && lacking > 0) {
        spread[one] -= lacking / 2;
        spread[other] += lacking / 2;
      }
    });
  }
  return spread;
}

export class Face {
  constructor(svg, onChoose) {
    this.onChoose = onChoose;
    this.whole = ['', ''];
    this.placement = null;
    this.calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const root = d3.select(svg);
    this.drawDial(root);
    this.flashes = root.append('g');
    this.keyLayer = root.append('g');
    this.traceLayer = root.append('g');
    this.nodeLayer = root.append('g');
    this.big = root.append('text').attr('class', 'centre-big').attr('y', 4);
    this.small = root.append('text').attr('class', 'centre-small').attr('y', 24);
  }

  drawDial(root) {
    const dial = root.append('g').attr('aria-hidden', 'true');
    dial.append('circle').attr('class', 'rim').attr('r', RADIUS);
    d3.range(64).forEach(i => {
      const [x1, y1] = at(i / 64 * 2 * Math.PI, RADIUS - (i % 4 ? 3 : 7)), [x2, y2] = at(i / 64 * 2 * Math.PI, RADIUS);
      dial.append('line').attr('class', i % 4 ? 'tick' : 'tick major').attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2);
    });
    d3.range(16).forEach(i => {
      const [x, y] = at(i / 16 * 2 * Math.PI, RADIUS - 20);
      dial.append('text').attr('class', 'digit').attr('x', x).attr('y', y).text(i.toString(16));
    });
  }

  /** Shows how the cluster is: the sentence in the middle, and every node. */
  show(cluster, nodes) {
    const { total, active, underReplicated } = cluster.slots;
    this.whole = underReplicated > 0
      ? [`${total - underReplicated} / ${total}`, `slots have all ${cluster.replicationFactor} replicas`]
      : [`${active} / ${total}`, 'slots are whole'];
    this.writeCentre();
    const labels = spread(nodes.map(node => angle(node.id)));
    const most = d3.max(nodes, node => node.slots) || 1;
    const placed = nodes.map((node, i) => ({ ...node, angle: angle(node.id), label: labels[i], share: node.slots / Math.max(most, total) }));
    this.nodeLayer.selectAll('g.node').data(placed, node => node.id)
      .join(enter => this.enter(enter))
      .attr('class', node => `node ${node.state}${node.self ? ' self' : ''}`)
      .attr('aria-label', node => `${node.name}, ${node.state}, ${node.slots} slots`)
      .each(function (node) {
        const group = d3.select(this);
        const [x, y] = at(node.label, BADGE_RADIUS), [lx, ly] = at(node.label, LABEL_RADIUS), [px, py] = at(node.angle, RADIUS);
        const anchor = Math.abs(lx) < 90 ? 'middle' : lx > 0 ? 'start' : 'end';
        const drop = anchor === 'middle' ? (ly < 0 ? -16 : 10) : -2;
        group.select('.mark').attr('transform', `translate(${x},${y})`);
        group.select('.point').attr('cx', px).attr('cy', py);
        group.select('.share').attr('d', d3.arc()({ innerRadius: 13, outerRadius: 17, startAngle: 0, endAngle: node.share * 2 * Math.PI }));
        group.select('.leader').attr('d', `M${px},${py}L${x},${y}`);
        group.select('.name').attr('x', lx).attr('y', ly + drop).attr('text-anchor', anchor).text(node.name || node.id.slice(0, 8));
        group.select('.count').attr('x', lx).attr('y', ly + drop + 14).attr('text-anchor', anchor)
          .text(node.state === 'active' ? `${node.slots} slots` : `${node.state}, ${node.slots} slots`);
      });
  }

  /** In the middle stands the key that the hand points at, or how the cluster is. */
  writeCentre() {
    const [big, small] = this.placement
      ? [this.placement.key, `slot ${this.placement.slot}, epoch ${this.placement.epoch}`]
      : this.whole;
    this.big.classed('key', Boolean(this.placement)).text(big.length > 20 ? `${big.slice(0, 19)}…` : big);
    this.small.text(small);
  }

  enter(enter) {
    const group = enter.append('g').attr('tabindex', 0).attr('role', 'button')
      .on('click', (_, node) => this.choose(node))
      .on('keydown', (event, node) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          this.choose(node);
        }
      });
    group.append('path').attr('class', 'leader');
    group.append('circle').attr('class', 'point').attr('r', 4);
    const mark = group.append('g').attr('class', 'mark');
    mark.append('circle').attr('class', 'halo').attr('r', 22);
    mark.append('circle').attr('class', 'share-track').attr('r', 15).attr('stroke-width', 4);
    mark.append('path').attr('class', 'share');
    mark.append('circle').attr('class', 'dot').attr('r', 9);
    mark.append('path').attr('class', 'cross').attr('d', 'M-4,-4L4,4M-4,4L4,-4');
    group.append('text').attr('class', 'name');
    group.append('text').attr('class', 'count');
    return group;
  }

  choose(node) {
    this.nodeLayer.selectAll('g.node').classed('chosen', each => each.id === node.id);
    this.onChoose(node);
  }

  /** Points the hand at a key and joins it with the members of its slot. */
  showKey(placement) {
    this.clearTrace();
    this.keyLayer.selectAll('*').remove();
    this.placement = placement;
    this.writeCentre();
    if (!placement) {
      return;
    }
    const radians = angle(placement.id);
    const tip = at(radians, RADIUS);
    placement.members.forEach(member => this.keyLayer.append('path').attr('class', 'member')
      .attr('d', chord(tip, at(angle(member.id), RADIUS), 0.55)));
    const [x1, y1] = at(radians, 104), [x2, y2] = at(radians, RADIUS - 9);
    this.keyLayer.append('line').attr('class', 'hand').attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2);
    this.keyLayer.append('circle').attr('class', 'key-point').attr('cx', tip[0]).attr('cy', tip[1]).attr('r', 6);
  }

  clearTrace() {
    this.traceLayer.selectAll('*').interrupt().remove();
  }

  /** Shows a lookup hop by hop; every step is told when it appears. Resolves when it is over. */
  async trace(lookup, self, onStep) {
    this.clearTrace();
    const askers = new Map();
    const byHop = d3.groups(lookup.steps, step => step.hop).sort((a, b) => a[0] - b[0]);
    for (const [hop, steps] of byHop) {
      steps.forEach(step => {
        const from = askers.get(step.asked.id) ?? self.id;
        this.ask(at(angle(from), RADIUS), at(angle(step.asked.id), RADIUS), hop, step.outcome !== 'answered');
        onStep(step);
      });
      steps.forEach(step => step.returned.forEach(id => askers.has(id) || askers.set(id, step.asked.id)));
      await new Promise(resolve => setTimeout(resolve, this.calm ? 0 : HOP_MS));
    }
    lookup.closest.slice(0, 3).forEach(node => this.ripple(at(angle(node.id), RADIUS)));
  }

  ask(from, to, hop, isLost) {
    const path = this.traceLayer.append('path').attr('class', isLost ? 'question lost' : 'question').attr('d', chord(from, to));
    const length = path.node().getTotalLength();
    const middle = path.node().getPointAtLength(length / 2);
    this.traceLayer.append('text').attr('class', 'hop-label').attr('x', middle.x).attr('y', middle.y).text(`hop ${hop}`);
    if (!this.calm && !isLost) {
      path.attr('stroke-dasharray', `${length} ${length}`).attr('stroke-dashoffset', length)
        .transition().duration(HOP_MS * 0.8).attr('stroke-dashoffset', 0);
    }
  }

  ripple([x, y]) {
    const circle = this.traceLayer.append('circle').attr('class', 'ripple').attr('cx', x).attr('cy', y).attr('r', 11);
    if (!this.calm) {
      circle.attr('r', 40).transition().duration(700).attr('r', 11);
    }
  }

  /** Lights up slots for a moment. */
  flash(slots, total) {
    const lines = this.flashes.selectAll(null).data(slots.slice(0, 4096)).join('line').attr('class', 'flash')
      .each(function (slot) {
        const radians = (slot + 0.5) / total * 2 * Math.PI, [x1, y1] = at(radians, RADIUS - 4), [x2, y2] = at(radians, RADIUS + 10);
        d3.select(this).attr('x1', x1).attr('y1', y1).attr('x2', x2).attr('y2', y2);
      });
    lines.transition().duration(this.calm ? 0 : SLOTS_SHOWN_LONG_MS).style('opacity', 0).remove();
  }
}

/** A small mark of a state, for tables and the legend. */
export function mark(parent, state) {
  const span = d3.select(parent).append('span').attr('class', 'state');
  const svg = span.append('svg').attr('viewBox', '-12 -12 24 24').attr('aria-hidden', 'true').append('g').attr('class', `swatch ${state}`);
  svg.append('circle').attr('class', 'dot').attr('r', 9);
  svg.append('path').attr('class', 'cross').attr('d', 'M-4,-4L4,4M-4,4L4,-4');
  span.append('span').text(state);
}
