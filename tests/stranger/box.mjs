// A box of the tree: its keys, a chain of its own, and what it says to its parent.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { chainOf, check, complete, digest, key, signed, tip } from './change.mjs';
import { Body, read, write } from './text.mjs';

/** What the parent refused, by the code of its problem. */
export class Refusal extends Error {
  constructor({ code, detail }) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

const patience = 20_000; // milliseconds
const version = '1.4.0';

export class Box {
  chain = []; // own changes of the present life, each with its hash
  held = []; // what came down
  taken = []; // records that were taken out again
  keys = {}; // device → keys of all devices of its node
  epoch = ''; // of the parent's log; empty before the first hello
  after = 0; // how far that was read

  constructor(parent, on = {}) {
    this.parent = parent;
    this.on = on; // sent(path, text) and received(path, text) see a frame last and first
    this.renew();
    this.life = `${this.device}/${randomBytes(8).toString('hex')}`;
  }

  /** Makes a new device; the chain stays. */
  renew() {
    this.device = randomBytes(8).toString('hex');
    this.pair = generateKeyPairSync('ed25519');
    this.seal = generateKeyPairSync('x25519');
  }

  async call(path, message) {
    const headers = { 'Content-Type': 'application/json', ...(this.session && { Authorization: `Bearer ${this.session}` }) };
    const frame = message && write(message);
    const body = frame && (this.on.sent?.(path, frame) ?? frame);
    const res = await fetch(`${this.parent}/sync/v1${path}`, { method: body ? 'POST' : 'GET', headers, body, signal: AbortSignal.timeout(patience) });
    const text = await res.text();
    const later = Number(res.headers.get('Retry-After'));
    if (!res.ok && later > 0) {
      await setTimeout(later * 1000);
      return this.call(path, message);
    }
    if (!res.ok) throw new Refusal(JSON.parse(text));
    return read(this.on.received?.(path, text) ?? text);
  }

  async enrol(code, name) {
    const message = { proto: 1, code, device: this.device, key: written('ed25519', this.pair), seal: written('x25519', this.seal), name, version };
    message.sig = signed('enrol', write(message), this.pair.privateKey);
    const { node, ancestors, device } = await this.call('/enrol', message);
    Object.assign(this, { scope: node.scope, boss: device });
    for (const each of [node, ...ancestors]) this.learn(each.devices);
  }

  learn(devices = []) {
    for (const d of devices) this.keys[d.id] = devices.map((each) => key(each.key));
  }

  async hello() {
    const { nonce } = await this.call('/challenge');
    const own = this.chain.at(-1);
    const message = {
      proto: 1, caps: ['branch', 'disclosure', 'orders'], version, device: this.device, scope: this.scope, nonce, life: this.life,
      epoch: this.epoch, after: this.after, line: this.line, heads: { [this.life]: own?.ctr ?? 0 }, tips: own && { [this.life]: tip(own) },
      sent: Date.now(), trust: 'ntp',
    };
    message.sig = signed('hello', write(message), this.pair.privateKey);
    const welcome = await this.call('/hello', message);
    if (welcome.epoch !== this.epoch || welcome.again) this.after = 0;
    Object.assign(this, { epoch: welcome.epoch, session: welcome.session, scope: welcome.scope });
    return welcome;
  }

  /** Writes one change at the end of the own chain. */
  put(kind, id, fields, base) {
    const last = this.chain.at(-1);
    const now = BigInt(Date.now()) << 16n;
    const [change] = complete([{
      origin: this.life, ctr: this.chain.length + 1, prev: last?.hash, hlc: now > (last?.hlc ?? 0n) ? now : last.hlc + 1n, trust: 'ntp', scope: '/',
      class: 'public', kind, id, op: 'put', base: base && `${base.ctr}@${chainOf(base)}`, schema: 1, actor: 'stranger', body: new Body(JSON.stringify(fields)),
    }]);
    this.chain.push(change);
    return change;
  }

  /** A push of a stretch of changes; the last one carries the proof for all of them. */
  frame(stretch) {
    const items = stretch.map(({ hash: _, body_hash: __, prev, ...item }, at) => (at === 0 ? { ...item, prev } : item));
    if (items.length > 0) items.at(-1).proof = signed('change', stretch.at(-1).hash, this.pair.privateKey);
    return { epoch: this.epoch, life: this.life, items };
  }

  push(frame) {
    return this.call('/push', frame);
  }

  /** Offers the own chain from a counter on until it is acknowledged; a need is met from where it says. Returns the fork, if there is one. */
  async deliver(from) {
    for (let tries = 0; tries < 4; tries++) {
      const said = await this.push(this.frame(this.chain.slice(from - 1)));
      if (said.fork?.[this.life]) return said.fork[this.life];
      if (said.need?.[this.life]) from = said.need[this.life];
      else if (said.ack[this.life] === this.chain.length) return 0;
    }
    throw new Error(`the chain is not taken from ${from} on`);
  }

  /** Sends what another box's counters stand in the way of: under the name of a branch, signed by the new device. */
  deliverTail(from) {
    const tail = this.chain.slice(from - 1);
    return this.push(this.frame(tail.map((item) => ({ ...item, branch: `#${tip(tail[0]).slice(0, 8)}` }))));
  }

  /** Reads the parent's log to its end. */
  async pull() {
    for (;;) {
      const feed = await this.call('/feed', { epoch: this.epoch, after: this.after, max: 500, root: this.mark, line: this.line, life: this.life });
      this.take(feed);
      if (feed.orders) await this.obey(feed.orders);
      if (feed.next >= feed.head) return;
    }
  }

  /** Checks a feed and keeps it with its cursor; nothing of it is kept when it is not what was signed. */
  take(feed) {
    const items = complete(feed.items);
    const known = { ...this.keys };
    for (const item of items) if (item.kind === 'node' && item.body) this.learn(item.body.read().devices);
    Object.assign(this.keys, known); // what was known is not told anew by the feed that is to be checked
    this.unproven = (this.unproven ?? 0) + check(items, ({ origin }) => this.keys[deviceOf(origin)] ?? [], ({ origin }) => deviceOf(origin) === this.boss);
    this.held.push(...items);
    Object.assign(this, { after: feed.next, line: feed.line ?? this.line, mark: feed.mark ?? this.mark });
  }

  /** Carries orders out and reports them; what is retracted goes, with a receipt. */
  obey(orders) {
    const receipts = [];
    for (const { n, retract } of orders.filter((order) => order.retract)) {
      const lines = retract.map((ref) => `${ref.kind}/${ref.id}\n`).sort();
      this.held = this.held.filter((item) => !lines.includes(`${item.kind}/${item.id}\n`));
      this.taken.push(...lines.map((line) => line.trim()));
      receipts.push({ n, count: lines.length, digest: digest(lines.join('')) });
    }
    return this.push({ epoch: this.epoch, life: this.life, items: [], done: orders.map((order) => order.n), receipts });
  }
}

const deviceOf = (origin) => origin.split('/')[0];
const written = (kind, pair) => `${kind}:${Buffer.from(pair.publicKey.export({ format: 'jwk' }).x, 'base64url').toString('base64')}`;
