/** The scripts of `fixtures/outputs`, which show values of every kind in every way, and what a kernel recorded of some. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES } from '../../acceptance/fixtures.ts';
import type { Recorded, SourceCell } from './record.ts';

const OUTPUTS = join(FIXTURES, 'outputs');
const RECORDED = join(OUTPUTS, 'recorded');

export interface Script {
  readonly name: string;
  readonly cells: readonly SourceCell[];
  /** What its inline metadata (PEP 723) asks for, as pip understands it; empty where the tests' own environment will do. */
  readonly dependencies: readonly string[];
}

/** Scripts that run in the tests' own environment, each time. */
export function liveScripts(): Script[] {
  return scriptsIn(OUTPUTS);
}

/** Scripts whose packages are too large for that environment: what their kernel showed is beside them. */
export function recordedScripts(): Script[] {
  return scriptsIn(RECORDED);
}

function scriptsIn(folder: string): Script[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { name: file.replace('.py', ''), cells: cellsOf(text), dependencies: dependenciesOf(text) };
    });
}

/** `# %%` starts a code cell, `# %% [markdown]` one of text. */
function cellsOf(script: string): SourceCell[] {
  return script
    .split(/^# %%/m)
    .slice(1)
    .map((part) => ({
      type: part.startsWith(' [markdown]') ? 'markdown' : 'code',
      source: part.slice(part.indexOf('\n') + 1).trimEnd(),
    }));
}

function dependenciesOf(script: string): string[] {
  const list = /^# dependencies = (\[.*\])$/m.exec(script)?.[1];
  return list === undefined ? [] : (JSON.parse(list) as string[]);
}

export function recordingPath({ name }: Script): string {
  return join(RECORDED, `${name}.json`);
}

/** @throws where there is no recording yet */
export function readRecording(script: Script): Recorded {
  return JSON.parse(readFileSync(recordingPath(script), 'utf8')) as Recorded;
}
