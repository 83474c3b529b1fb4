// Changes: their hashes, their chain, and who vouches for them.
import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import { Body, write } from './text.mjs';

const fields = ['origin', 'ctr', 'prev', 'hlc', 'trust', 'scope', 'class', 'kind', 'id', 'op', 'base', 'body_hash', 'schema', 'actor', 'serial'];
const mayLack = ['base', 'prev', 'serial'];

/** The hash of some bytes. */
export const digest = (text) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const purpose = (what, text) => Buffer.from(`lianzhan ${what}\n${text}`);

/** The hash of a change's header; prev and body_hash have to be there. */
function hash(change) {
  const header = {};
  for (const name of fields) if (change[name] || !mayLack.includes(name)) header[name] = change[name];
  return digest(write(header));
}

/** A public key as the protocol writes it. */
export const key = (text) =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(text.replace('ed25519:', ''), 'base64').toString('base64url') }, format: 'jwk' });

export const signed = (what, text, own) => sign(null, purpose(what, text), own).toString('base64');
export const holds = (what, text, sig, theirs) => verify(null, purpose(what, text), theirs, Buffer.from(sig ?? '', 'base64'));

export const chainOf = (item) => item.origin + (item.branch ?? '');
export const tip = (item) => item.hash.slice('sha256:'.length, 'sha256:'.length + 16);
export const where = (item) => `${item.kind}/${item.id} (${item.ctr}@${chainOf(item)})`;

/** Works out what a frame left out: the hash of a body that is there, and that of a predecessor earlier in the list. */
export function complete(items) {
  const earlier = {};
  return items.map((item) => {
    const worked = digest(item.body instanceof Body ? item.body.text : '');
    if (item.body && item.body_hash && item.body_hash !== worked) throw new Error(`the body of ${where(item)} is not what its hash says`);
    const full = { ...item, body_hash: item.body_hash ?? worked, prev: item.prev ?? earlier[`${item.ctr - 1}@${chainOf(item)}`] };
    full.hash = earlier[`${item.ctr}@${chainOf(item)}`] = hash(full);
    return full;
  });
}

/**
 * Sees who vouches for each change: a proof of its own, or a follower that is vouched for. Throws where a proof does not
 * hold, and where nobody vouches for a change that must be vouched for; says how many stand on the parent's word alone.
 */
export function check(items, keysOf, must) {
  const follower = {};
  let unproven = 0;
  for (const item of items.toReversed()) {
    const keys = keysOf(item);
    if (item.proof && keys.length > 0 && !keys.some((k) => holds('change', item.hash, item.proof, k)))
      throw new Error(`the proof of ${where(item)} does not hold`);
    const next = follower[chainOf(item)];
    item.vouched = keys.length > 0 && (Boolean(item.proof) || Boolean(next?.vouched && next.ctr === item.ctr + 1 && next.prev === item.hash));
    if (!item.vouched && must(item)) throw new Error(`nobody vouches for ${where(item)}`);
    if (!item.vouched) unproven++;
    follower[chainOf(item)] = item;
  }
  return unproven;
}
