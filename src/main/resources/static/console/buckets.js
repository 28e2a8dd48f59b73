// The routing table as the tree it is: every bucket is a subtree of the key space, split only around the own id.

const LEVEL = 62;
const LINE = 19;

/** From prefixes to a tree; the branch that goes on is the one towards the own id. */
function grow(buckets) {
  const root = { prefix: '', children: [] };
  for (const bucket of buckets) {
    let node = root;
    for (const bit of bucket.prefix) {
      const prefix = node.prefix + bit;
      let child = node.children.find(each => each.prefix === prefix);
      if (!child) {
        child = { prefix, children: [] };
        node.children.push(child);
        node.children.sort((a, b) => a.prefix < b.prefix ? -1 : 1);
      }
      node = child;
    }
    node.bucket = bucket;
  }
  return root;
}

/** The first bits of an id. */
function bits(id, count) {
  return [...id.slice(0, Math.ceil(count / 4))].map(digit => parseInt(digit, 16).toString(2).padStart(4, '0')).join('').slice(0, count);
}

function entries(bucket) {
  return [...bucket.contacts.map(contact => ({ ...contact, spare: false })),
    ...bucket.replacements.map(contact => ({ ...contact, spare: true, state: 'replacement' }))];
}

/** Draws a table. */
export function drawBuckets(svg, table) {
  const root = d3.hierarchy(grow(table.buckets), node => node.children);
  const leaves = root.leaves();
  let y = 16;
  leaves.forEach(leaf => {
    const lines = Math.max(1, leaf.data.bucket ? entries(leaf.data.bucket).length : 1);
    leaf.x = y + (lines - 1) * LINE / 2;
    leaf.top = y;
    y += lines * LINE + 12;
  });
  root.eachAfter(node => {
    if (node.children) {
      node.x = d3.mean(node.children, child => child.x);
    }
    node.y = 14 + node.depth * LEVEL;
  });
  const depth = root.height, left = 14 + depth * LEVEL;
  const width = left + 420;
  const view = d3.select(svg).attr('viewBox', `0 0 ${width} ${y}`).attr('width', width).attr('height', y);
  view.selectAll('*').remove();
  const isOwn = node => bits(table.self, node.data.prefix.length) === node.data.prefix;
  view.selectAll(null).data(root.links()).join('path').attr('class', link => isOwn(link.target) ? 'branch own' : 'branch')
    .attr('d', d3.linkHorizontal().x(node => node.y).y(node => node.x));
  view.selectAll(null).data(root.descendants().slice(1)).join('text').attr('class', 'bit')
    .attr('x', node => node.y - 9).attr('y', node => node.x - 5).text(node => node.data.prefix.at(-1));
  leaves.filter(leaf => leaf.data.bucket).forEach(leaf => drawBucket(view, leaf, left, isOwn(leaf)));
}

function drawBucket(view, leaf, left, isOwn) {
  const { bucket } = leaf.data;
  view.append('text').attr('class', 'prefix').attr('x', leaf.y + 8).attr('y', leaf.x + 4)
    .text(bucket.prefix === '' ? 'every id' : `${bucket.prefix}…${isOwn ? ' (own)' : ''}`);
  const x = left + 130;
  const all = entries(bucket);
  view.selectAll(null).data(all).join('g').attr('class', contact => `swatch ${contact.state}`)
    .attr('transform', (_, i) => `translate(${x},${leaf.top + i * LINE})`).each(function (contact) {
      const group = d3.select(this);
      group.append('circle').attr('class', 'dot').attr('r', 5);
      group.append('text').attr('class', contact.spare ? 'contact spare' : 'contact').attr('x', 13).attr('y', 4)
        .text(`${contact.name || '?'}  ${contact.id.slice(0, 8)}  ${contact.address}${contact.spare ? '  (waits for a place)' : ''}`);
    });
  if (all.length === 0) {
    view.append('text').attr('class', 'contact spare').attr('x', x - 5).attr('y', leaf.x + 4).text('empty');
  }
}
