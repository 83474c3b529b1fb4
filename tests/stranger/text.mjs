// JSON as the frames need it: whole numbers beyond 2^53 stay exact, and a body keeps its bytes.

/** The bytes of a change's body as they stand in a frame. */
export class Body {
  constructor(text) {
    this.text = text;
  }
  read() {
    return JSON.parse(this.text);
  }
}

const token = /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*)|(true|false|null))\s*/y;

/** Reads a frame; throws on anything that is not JSON. */
export function read(text) {
  let at = 0;
  const next = () => {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new Error(`not JSON at ${at}`);
    at = token.lastIndex;
    return found;
  };
  const list = () => {
    const all = [];
    for (let t = next(); t[1] !== ']'; t = next()) all.push(value(t[1] === ',' ? next() : t));
    return all;
  };
  const object = () => {
    const all = {};
    for (let t = next(); t[1] !== '}'; t = next()) {
      const name = JSON.parse((t[1] === ',' ? next() : t)[2]);
      next();
      const from = at;
      const held = value(next());
      all[name] = name === 'body' ? new Body(text.slice(from, at).trim()) : held;
    }
    return all;
  };
  const value = (t) => {
    if (t[1] === '{') return object();
    if (t[1] === '[') return list();
    if (t[3]) return Number.isSafeInteger(Number(t[3])) ? Number(t[3]) : BigInt(t[3]);
    return JSON.parse(t[0]);
  };
  const all = value(next());
  if (at !== text.length) throw new Error(`more than one message at ${at}`);
  return all;
}

/** Writes a value without blanks; the fields of a message stay in the order in which they were set. */
export function write(value) {
  if (value instanceof Body) return value.text;
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (value === null || typeof value !== 'object') return quote(value);
  const fields = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${fields.map(([k, v]) => `${quote(k)}:${write(v)}`).join(',')}}`;
}

const quote = (value) =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
