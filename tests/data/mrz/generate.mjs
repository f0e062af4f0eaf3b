// Makes passports' zones, sound and damaged, and records what the npm package "mrz" 5.0.2 says of each.
//
//   node generate.mjs COUNT [SEED] > verdicts.jsonl
//
// The package is installed into a temporary folder; it is not part of this repository. The same COUNT and SEED give
// the same file. README.md explains where the package and our reader differ.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const count = Number(process.argv[2] ?? 2000);
let state = Number(process.argv[3] ?? 1) >>> 0;

/** A small generator (xorshift32), so that a seed means the same everywhere. */
function below(n) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return state % n;
}
state = (state * 2654435761 + 1) >>> 0;
const pick = (list) => list[below(list.length)];
const chance = (percent) => below(100) < percent;
const text = (alphabet, length) => Array.from({ length }, () => pick(alphabet)).join('');

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const alphabet = digits + letters + '<';
const codes = 'IND PAK BGD EGY YEM SDN PHL SYR JOR NPL LKA ETH IDN TUR USA GBR CHN D UTO RKS XXA XXB XXC XXX GBN UNO EUE XOM SSD MMR QQQ ZZZ XXK'.split(' ');
const names = 'MOHAMMED AHMED RAJESH KUMAR RAHMAN MARIA SANTOS DELA CRUZ AL HADI SALEH NASSER ABDELRAHMAN KHAN FATIMA OSMAN LAKSHMI VENKATANARASIMHARAJUVARIPETA'.split(' ');

function digitOf(field) {
  let sum = 0;
  for (const [i, c] of [...field].entries()) sum += Math.max(0, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(c)) * [7, 3, 1][i % 3];
  return String(sum % 10);
}

const two = (n) => String(n).padStart(2, '0');
const date = () => two(below(100)) + two(1 + below(12)) + two(1 + below(28));

function passport() {
  const some = (n) => Array.from({ length: n }, () => pick(names)).join('<');
  const name = pick([
    () => `${some(1 + below(2))}<<${some(1 + below(3))}`,
    () => some(1 + below(2)),
    () => `<<${some(1)}`,
  ])();
  const birth = pick([date, date, date, () => '<<<<<<', () => date().slice(0, 4) + '<<', () => date().slice(0, 2) + '<<<<'])();
  const expiry = date();
  const number = text(letters + digits, 1 + below(9)).padEnd(9, '<');
  const personal = chance(50) ? '<'.repeat(14) : text(letters + digits, 1 + below(14)).padEnd(14, '<');
  const code = pick(['P<', 'P<', 'PP', 'PO', 'PD']);
  const line1 = (code + pick(codes).padEnd(3, '<') + name).slice(0, 44).padEnd(44, '<');
  const personalDigit = personal === '<'.repeat(14) ? pick(['0', '<']) : digitOf(personal);
  const body = number + digitOf(number) + pick(codes).padEnd(3, '<') + birth + digitOf(birth) + pick('MF<') + expiry
    + digitOf(expiry) + personal + personalDigit;
  return [line1, body + digitOf(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43))];
}

const put = (line, at, c) => line.slice(0, at) + c + line.slice(at + 1);

/** What happens to zones between printer and program. */
const damages = [
  (d) => d,
  (d) => d,
  (d) => [d[0], put(d[1], below(44), pick(alphabet))],
  (d) => [put(d[0], below(44), pick(alphabet)), d[1]],
  (d) => [d[0], put(put(d[1], below(44), pick(alphabet)), below(44), pick(alphabet))],
  (d) => {
    const at = below(43);
    return [d[0], d[1].slice(0, at) + d[1][at + 1] + d[1][at] + d[1].slice(at + 2)];
  },
  (d) => {
    const at = below(44);
    return [d[0], put(d[1], at, { 0: 'O', O: '0', 1: 'I', I: '1', 5: 'S', S: '5', 8: 'B', B: '8', 2: 'Z', Z: '2' }[d[1][at]] ?? d[1][at])];
  },
  // A date with a sound digit that no calendar holds, or an expiry that is not known.
  (d) => {
    const bad = pick(['850230', '850431', '851301', '850100', '8<0101', '85<<01', '<<0101', '8501<1', '85O101']);
    const line = chance(50) ? d[1].slice(0, 13) + bad + digitOf(bad) + d[1].slice(20) : d[1].slice(0, 21) + bad + digitOf(bad) + d[1].slice(28);
    return [d[0], line.slice(0, 43) + digitOf(line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43))];
  },
  (d) => [d[0], put(d[1], 20, pick('MFXQ<'))],
  (d) => [d[0], put(d[1], 42, pick('0<123'))],
  (d) => (chance(50) ? [d[0].slice(1), d[1]] : [d[0], d[1].slice(0, -1)]),
  (d) => [d[0], d[1] + pick(alphabet)],
  (d) => (chance(50) ? [d[0], put(d[1], below(44), pick('?.*'))] : [put(d[0], below(44), pick('?.*')), d[1]]),
];

const folder = mkdtempSync(join(tmpdir(), 'mrz-'));
try {
  execFileSync('npm', ['install', '--silent', '--prefix', folder, 'mrz@5.0.2'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const { parse } = await import(pathToFileURL(join(folder, 'node_modules/mrz/lib/index.js')).href);
  for (let i = 0; i < count; ++i) {
    const lines = pick(damages)(passport());
    const record = { lines };
    try {
      const result = parse(lines);
      record.format = result.format;
      record.valid = result.valid;
      record.fields = Object.fromEntries(result.details.map((d) => [d.field, d.valid ? d.value : false]));
    } catch {
      record.format = null;
    }
    process.stdout.write(`${JSON.stringify(record)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
