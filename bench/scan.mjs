import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parser } from '@lezer/python';
import { loadBuiltin, NbassertError, propose, readNotebook } from '../dist/index.js';
import { cpuOf, largeNotebook, median, onceOfNode, ROOT } from './measure.mjs';
import { notebooksIn } from './repository.mjs';

const PASSES = 3;

/**
 * What proposing costs beside what no tool can do without (reading, JSON, one parse and one walk of every code cell), and what
 * all templates cost beside five. `folder` is what to run over; without one, our own notebooks.
 */
export async function scan(folder = join(ROOT, 'fixtures')) {
  const library = await loadBuiltin();
  const texts = notebooksIn(folder).flatMap(readable);
  const large = largeNotebook(1e6);
  const floor = cpuOf(() => floorOf(large));
  const one = cpuOf(() => propose(readNotebook(large), library));
  return [
    { what: 'floor: read, JSON, parse, walk of 1 MB', value: floor, unit: ' ms' },
    { what: 'scan of the same', value: one, unit: ' ms' },
    { what: 'scan / floor', value: one / floor, unit: '×' },
    ...templatesOver(folder, texts, library),
  ];
}

/**
 * The five that propose most stand for a small library somebody would use; five from all over the alphabet, and the five that
 * propose least, show what is left when there is next to nothing to write.
 */
function templatesOver(folder, texts, library) {
  const count = new Map(library.templates.map(({ id }) => [id, 0]));
  for (const { template } of proposalsOf(texts, library)) count.set(template, count.get(template) + 1);
  const ranked = [...library.templates].sort((a, b) => count.get(b.id) - count.get(a.id));
  const step = Math.floor(library.templates.length / 5);
  const spread = library.templates.filter((_, index) => index % step === step - 1).slice(0, 5);
  const libraries = [library, { templates: ranked.slice(0, 5) }, { templates: spread }, { templates: ranked.slice(-5) }];
  const [all, most, some, least] = commandWith(libraries, folder);
  const [proposing, withMost, withSome, withLeast] = proposingWith(libraries, texts);
  const named = `scan with ${library.templates.length} templates, ${texts.length} notebooks`;
  return [
    { what: `${named} / five that propose most`, value: all / most, limit: 1.3, unit: '×' },
    { what: `${named} / five from all over`, value: all / some, unit: '×' },
    { what: `${named} / five that propose least`, value: all / least, unit: '×' },
    { what: 'proposing alone / five that propose most', value: proposing / withMost, unit: '×' },
    { what: 'proposing alone / five from all over', value: proposing / withSome, unit: '×' },
    { what: 'proposing alone / five that propose least', value: proposing / withLeast, unit: '×' },
  ];
}

/** CPU of the whole command, in processes of its own, the libraries in turn: each is a copy of the package with its own bundle. */
function commandWith(libraries, folder) {
  const place = mkdtempSync(join(tmpdir(), 'nbassert-bench-'));
  try {
    const commands = libraries.map(({ templates }, index) => packageWith(templates, join(place, `${index}`)));
    const spent = libraries.map(() => []);
    for (let pass = 0; pass < PASSES; pass++) {
      for (const [at, main] of commands.entries()) {
        const out = join(place, 'report.json');
        spent[at].push(onceOfNode([main, 'scan', '--no-cache', '--jobs', '1', '--format', 'json', '--output', out, folder], [0, 3]));
      }
    }
    return spent.map(median);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function packageWith(templates, place) {
  mkdirSync(place);
  for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(place, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
  const bundle = join(place, 'dist/templates.json');
  const kept = new Set(templates.map(({ id }) => id));
  writeFileSync(bundle, JSON.stringify(JSON.parse(readFileSync(bundle, 'utf8')).filter(({ data }) => kept.has(data.id))));
  return join(place, 'dist/cli/main.js');
}

/** CPU of what happens to a notebook once it is in memory, warm. */
function proposingWith(libraries, texts) {
  const spent = libraries.map(() => 0);
  // Notebook by notebook, so that what else the machine does goes into all three; and each of them is the first now and then,
  // since the first to read a notebook takes a little longer.
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [index, text] of texts.entries()) {
      for (const turn of libraries.keys()) {
        const at = (turn + pass + index) % libraries.length;
        const start = process.cpuUsage();
        proposalsOf([text], libraries[at]);
        const { user, system } = process.cpuUsage(start);
        spent[at] += user + system;
      }
    }
  }
  return spent;
}

function proposalsOf(texts, library) {
  return texts.flatMap((text) => propose(readNotebook(text), library).findings.flatMap(({ proposals }) => proposals));
}

/** A folder of real notebooks holds broken ones too. */
function readable(file) {
  const text = readFileSync(file, 'utf8');
  try {
    readNotebook(text);
    return [text];
  } catch (error) {
    if (error instanceof NbassertError) return [];
    throw error;
  }
}

function floorOf(text) {
  let nodes = 0;
  for (const cell of JSON.parse(text).cells) {
    if (cell.cell_type !== 'code') continue;
    const source = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
    parser.parse(source).iterate({
      enter: () => {
        nodes += 1;
      },
    });
  }
  return nodes;
}
