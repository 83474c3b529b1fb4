// The examples of docs/wire.md: their signatures hold, and one altered byte is noticed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, complete, holds, key } from './change.mjs';
import { read, write } from './text.mjs';

export const golden = (dir, name) => readFileSync(join(dir, `${name}.json`), 'utf8').trim();

const signedBy = (what, text, by) => {
  const { sig, ...rest } = read(text);
  return holds(what, write(rest), sig, by);
};

const proven = (text, by) => {
  check(complete(read(text).items), () => [by], () => true);
};

/** Throws unless the files say what the document says of them. */
export function replay(dir) {
  const enrol = golden(dir, 'enrol');
  const by = key(read(enrol).key);
  for (const [what, text] of [['enrol', enrol], ['hello', golden(dir, 'hello')]]) {
    if (!signedBy(what, text, by)) throw new Error(`the signature of ${what}.json does not hold`);
    if (signedBy(what, text.replace('"1.4.0"', '"1.4.1"'), by)) throw new Error(`an altered ${what}.json passes`);
  }
  const push = golden(dir, 'push');
  proven(push, by);
  for (const [from, to] of [['本月', '上月'], ['"ctr":2', '"ctr":4'], ['"proof":"a', '"proof":"b']]) {
    let passes = true;
    try {
      proven(push.replace(from, to), by);
    } catch {
      passes = false;
    }
    if (passes) throw new Error(`push.json passes with ${to} for ${from}`);
  }
}
