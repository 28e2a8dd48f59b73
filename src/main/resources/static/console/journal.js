// What happened, newest first.

const MAX_ENTRIES = 200;

/** One sentence and its tone for an event of /cluster/events. */
function sentence({ event, data }, viewpoint) {
  switch (event) {
    case 'node': return [`${data.name || data.id.slice(0, 8)} is ${data.state}`, { suspect: 'bad', gone: 'warn', draining: 'warn', active: 'good' }[data.state]];
    case 'self': return [`${viewpoint} is ${data.state}: ${data.reason}`, data.reason === 'ready' ? 'good' : 'warn'];
    case 'reconfiguration': return [`${data.decided} of ${data.slots} slots got other members (${data.reason}), ${data.millis} ms`, data.decided < data.slots ? 'warn' : 'good'];
    case 'slots': return [`${count(data.slots, 'slot')} became active on ${viewpoint}`, 'good'];
    case 'transfer': return [`${data.rows} rows of ${count(data.slots, 'slot')} ${data.direction} (${data.bytes} bytes)`, null];
    case 'formation': return [`the cluster is known, with ${data.founders} founders`, 'good'];
    case 'trouble': return [`${data.kind}: ${data.detail}`, 'bad'];
    default: return null;
  }
}

function count(list, noun) {
  return `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
}

export class Journal {
  constructor(list) {
    this.list = list;
  }

  tell(message, viewpoint) {
    const told = sentence(message, viewpoint);
    if (told) {
      this.add(...told);
    }
  }

  add(text, tone) {
    const entry = document.createElement('li');
    const time = document.createElement('time');
    time.textContent = new Date().toLocaleTimeString([], { hour12: false });
    const words = document.createElement('span');
    words.textContent = text;
    words.className = tone ?? '';
    entry.append(time, words);
    this.list.prepend(entry);
    while (this.list.children.length > MAX_ENTRIES) {
      this.list.lastChild.remove();
    }
  }
}
