// A box written from docs/wire.md alone, in plain Node.js: node story.mjs PARENT GOLDEN [ALTER]
// It enrols, offers its chain with a gap, is cloned, meets the fork, reads what is said for its scope and gives back what moves
// away. It asks for each one-time code with a line "code", for that move with "move", and at last says what it did. ALTER spoils one byte: feed-body, feed-proof, push-body or
// hello; then it must end with an error.
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { Box } from './box.mjs';
import { replay, golden } from './golden.mjs';
import { read } from './text.mjs';

const [parent, dir, alter] = process.argv.slice(2);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const ask = async (what) => {
  console.log(what);
  return (await answers.next()).value;
};
const code = () => ask('code');
const flip = (text, found) => text.replace(found, (all, head, byte) => head + (byte === 'A' ? 'B' : 'A'));
const alterations = {
  'feed-body': { received: (path, text) => (path === '/feed' ? flip(text, /("title":")(.)/) : text) },
  'feed-proof': { received: (path, text) => (path === '/feed' ? flip(text, /("proof":".{20})(.)/) : text) },
  'push-body': { sent: (path, text) => (path === '/push' ? flip(text, /("title":")(.)/) : text) },
  hello: { sent: (path, text) => (path === '/hello' ? flip(text, /("version":")(.)/) : text) },
};
const refused = async (asked) => {
  try {
    await asked;
  } catch (why) {
    return why.code;
  }
  return '';
};
const said = {};

replay(dir);
const box = new Box(parent, alterations[alter]);
if (!alter) said.goldenEnrol = await refused(box.call('/enrol', read(golden(dir, 'enrol'))));
await box.enrol(await code(), '外来站');
if (!alter) said.goldenHello = await refused(box.call('/hello', read(golden(dir, 'hello'))));
await box.hello();
await box.pull();
const foreign = read(golden(dir, 'push'));
said.goldenPush = await refused(box.push(foreign));
const { epoch, life } = box;
said.aside = (await box.push({ epoch, life, items: foreign.items })).quarantined?.map((fault) => fault.code);

// Three changes of which the parent first hears the last.
const notice = box.put('article', `${box.device}-notice`, { title: 'Notice', kind: 'notice', body: '改到周三上午。', public: true });
box.put('deputy', `${box.device}-deputy`, { name: '林海涵', tier: 'county' });
box.put('article', notice.id, { title: 'Notice 接待日改期 <三>' }, notice);
if ((await box.deliver(3)) !== 0) throw new Error('a fork out of nothing');
const again = await box.push(box.frame(box.chain));
said.acknowledged = again.ack[box.life];
said.root = again.root[box.life];

// Somebody cloned the disk. The copy writes its fourth change after the first box delivered another.
const copy = Object.assign(new Box(parent), box, { chain: [...box.chain] });
box.put('article', `${box.device}-first`, { title: 'First', kind: 'notice', public: true });
if ((await box.deliver(4)) !== 0) throw new Error('the first box is told of a fork');
copy.put('article', `${box.device}-second`, { title: 'Second', kind: 'notice', public: true });
await copy.hello();
said.fork = await copy.deliver(4);
await setTimeout(1000); // a parent knows the second in which it took the word from a device, no less
copy.renew();
await copy.enrol(await code(), '外来站');
copy.life = `${copy.device}/1`;
const tail = copy.chain;
copy.chain = [];
await copy.hello();
copy.chain = tail;
const hung = await copy.deliverTail(said.fork);
if (hung.quarantined) throw new Error(`the tail is kept aside: ${hung.quarantined[0].code}`);
said.branch = hung.ack;
copy.chain = [];
copy.put('article', `${copy.device}-third`, { title: 'Third', kind: 'notice', public: true });
if ((await copy.deliver(1)) !== 0) throw new Error('the new chain is forked');
said.revoked = await refused(box.hello());

await copy.pull();
said.before = copy.held.map(({ id }) => id);
await ask('move');
for (let tries = 0; tries < 50 && copy.taken.length === 0; tries++) {
  await copy.pull();
  await setTimeout(100);
}
const last = await copy.call('/feed', { epoch: copy.epoch, after: copy.after, life: copy.life });
said.outstanding = last.orders?.length ?? 0;
said.taken = copy.taken;
said.unproven = copy.unproven;
said.received = copy.held.map(({ kind, id, class: as, body, vouched }) => ({ kind, id, class: as, title: body?.read().title, vouched }));
said.notice = notice.id;
console.log(JSON.stringify(said));
process.exit(0);
