// A page to try the HTTP interface, made from the document that the node serves.

import { get, onUnauthenticated, pathOf, send, useToken } from './api.js';
import { wireTheme } from './theme.js';

const MAX_SHOWN = 20000;

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Follows a reference inside the document. */
function resolve(document, item) {
  return item.$ref ? item.$ref.slice(2).split('/').reduce((at, part) => at[part], document) : item;
}

function drawOperation(root, path, method, shared, operation) {
  const parameters = [...shared, ...operation.parameters ?? []].map(each => resolve(root, each));
  const fields = new Map();
  const form = make('form');
  form.append(make('p', { className: 'hint', textContent: operation.description ?? '' }));
  for (const parameter of parameters) {
    const input = make('input', { value: parameter.example ?? '', placeholder: parameter.schema.enum?.join(' | ') ?? '', required: parameter.required, autocomplete: 'off' });
    fields.set(parameter, input);
    form.append(make('label', { className: 'field' }, make('span', {}, `${parameter.name} `, make('small', { textContent: `(${parameter.in})` })), input));
    form.append(make('p', { className: 'hint', textContent: parameter.description ?? '' }));
  }
  const content = Object.entries(resolve(root, operation.requestBody ?? {}).content ?? {})[0];
  const body = content && make('textarea', { rows: 4, value: content[1].example ?? '', ariaLabel: 'body' });
  const answer = make('pre', { hidden: true, tabIndex: 0 });
  form.append(...body ? [body] : [], make('p', {}, make('button', { className: 'primary', textContent: 'Send' })), answer);
  form.addEventListener('submit', event => {
    event.preventDefault();
    attempt(method, target(path, fields), fields, body && { text: body.value, type: content[0] }, answer);
  });
  const statuses = Object.entries(operation.responses).map(([status, response]) => make('li', {}, make('code', { textContent: status }), ` ${resolve(root, response).description}`));
  return make('details', { id: operation.operationId }, make('summary', {}, make('span', { className: 'method', textContent: method.toUpperCase() }), make('code', { textContent: path }), ` ${operation.summary}`), form, make('ul', {}, ...statuses));
}

function target(path, fields) {
  const query = new URLSearchParams();
  let filled = path;
  for (const [parameter, input] of fields) {
    if (parameter.in === 'path') {
      filled = pathOf(input.value);
    } else if (parameter.in === 'query' && input.value !== '') {
      query.set(parameter.name, input.value);
    }
  }
  return query.size ? `${filled}?${query}` : filled;
}

async function attempt(method, path, fields, body, answer) {
  const headers = {};
  fields.forEach((input, parameter) => {
    if (parameter.in === 'header' && input.value !== '') {
      headers[parameter.name] = input.value;
    }
  });
  if (body) {
    headers['Content-Type'] = body.type === '*/*' ? 'text/plain;charset=UTF-8' : body.type;
  }
  answer.hidden = false;
  answer.textContent = '…';
  try {
    const response = await send(path, { method: method.toUpperCase(), headers, body: body?.text });
    const head = [`${method.toUpperCase()} ${path}`, `${response.status}`, ...[...response.headers].map(([name, value]) => `${name}: ${value}`)].join('\n');
    answer.textContent = `${head}\n\n`;
    await show(response, answer);
  } catch (problem) {
    answer.textContent = `no answer: ${problem.message}`;
  }
}

/** Shows an answer as it comes, up to a bound: events and backups have no end that is worth waiting for. */
async function show(response, answer) {
  const isJson = (response.headers.get('Content-Type') ?? '').includes('json') && response.headers.has('Content-Length');
  if (isJson || !response.body) {
    const text = await response.text();
    answer.append(isJson ? JSON.stringify(JSON.parse(text), null, 2) : text);
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    answer.append(part.value);
    if (answer.textContent.length > MAX_SHOWN) {
      answer.append('\n… the rest is not shown');
      await reader.cancel();
      return;
    }
  }
}

async function draw() {
  const root = await get('/v3/api-docs');
  const main = document.getElementById('operations');
  main.replaceChildren();
  for (const tag of root.tags) {
    const section = make('section', {}, make('h2', { textContent: tag.name }), make('p', { className: 'hint', textContent: tag.description }));
    for (const [path, item] of Object.entries(root.paths)) {
      for (const [method, operation] of Object.entries(item).filter(([, each]) => each.tags?.includes(tag.name))) {
        section.append(drawOperation(root, path, method, item.parameters ?? [], operation));
      }
    }
    main.append(section);
  }
}

wireTheme(document.getElementById('theme'));
const access = document.getElementById('access');
onUnauthenticated(() => access.hidden = false);
access.addEventListener('submit', event => {
  event.preventDefault();
  access.hidden = true;
  useToken(document.getElementById('token').value);
});
draw();
