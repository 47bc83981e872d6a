/** Which assert catches which fault, as text and as lines of JSON. */

import type { ChalkInstance } from 'chalk';
import { caughtOf, type FaultResult, FAULT_KINDS, isCodeFault, type Offer, type Strength } from '../kernel/index.ts';
import { jsonText, printable, printableLine } from '../printable.ts';

/** A notebook whose asserts were measured. */
export interface MeasuredNotebook {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  readonly strength: Strength;
  /** What the candidates of the measurement are. */
  readonly offers: readonly Offer[];
}

/** The share, the faults with what caught or would have caught each, and how much each assert catches. Newline included. */
export function strengthText(measured: MeasuredNotebook, chalk: ChalkInstance): string {
  const { path, strength } = measured;
  const { places, alarms, results, stopped } = strength;
  if (stopped !== null) return `${printable(path)}: not measured, since its own run stops in cell ${stopped.cell}.\n`;
  if (results.length === 0) return `${printable(path)}: it binds no data and has no code that a fault could be put into.\n`;
  const { caught, of } = caughtOf(results);
  const void_ = results.length - of;
  const lines = [
    chalk.bold(`${printable(path)}: ${places.length} asserts catch ${caught} of ${of} faults`),
    ...results.filter(isCounted).flatMap((result) => faultLines(result, measured, chalk)),
    ...(void_ === 0 ? [] : [`  ${void_} more ${void_ === 1 ? 'does' : 'do'} not count: the notebook does not run through with ${void_ === 1 ? 'it' : 'them'}.`]),
    ...alarms.map(({ cell, line }) => `  cell ${cell}, line ${line} fails without any fault, and counts for nothing.`),
    ...placeLines(strength),
  ];
  return `${lines.join('\n')}\n`;
}

function isCounted({ status }: FaultResult): boolean {
  return status === 'caught' || status === 'slipped';
}

function faultLines(result: FaultResult, { offers }: MeasuredNotebook, chalk: ChalkInstance): string[] {
  const { fault, what, status, caughtBy, wouldCatch } = result;
  const sign = status === 'caught' ? chalk.green('caught  ') : chalk.red('SLIPPED ');
  const head = `  ${sign} ${fault.kind}, cell ${fault.cell}, line ${fault.line}: ${printableLine(what, 160)}`;
  if (status === 'caught')
    return [head, `           by ${caughtBy.map(({ cell, line }) => `cell ${cell}, line ${line}`).join('; ')}`];
  const better = offers.filter(({ key }) => wouldCatch.includes(key));
  const named = [...new Set(better.map(({ template, strictness }) => `${template} (${strictness})`))];
  if (named.length === 0) return [head, '           no template has an assert for this notebook that would catch it'];
  return [head, `           would be caught by ${named.slice(0, 3).join(', ')}`];
}

function placeLines({ places, results }: Strength): string[] {
  const counted = results.filter(isCounted);
  return places.map((place) => {
    const caught = counted.filter(({ caughtBy }) => caughtBy.includes(place)).length;
    return `  cell ${place.cell}, line ${place.line} catches ${caught} of ${counted.length}: ${printableLine(place.source, 90)}`;
  });
}

/** One JSON object a line: one for each fault, then one for the notebook. */
export function strengthNdjson({ path, strength, offers }: MeasuredNotebook): string {
  const { caught, of } = caughtOf(strength.results);
  const templateOf = new Map(offers.map(({ key, template, strictness }) => [key, { template, strictness }]));
  const faults = strength.results.map(({ fault, what, status, changesOutput, caughtBy, wouldCatch }) => ({
    type: 'fault',
    notebook: path,
    kind: fault.kind,
    on: isCodeFault(fault) ? 'code' : 'data',
    checks: FAULT_KINDS.find(({ id }) => id === fault.kind)?.checks ?? [],
    cell: fault.cell,
    line: fault.line,
    what,
    status,
    changesOutput,
    caughtBy: caughtBy.map(({ cell, line, source, by, templates }) => ({ cell, line, source, by, templates })),
    wouldCatch: wouldCatch.flatMap((key) => templateOf.get(key) ?? []),
  }));
  const notebook = {
    type: 'strength',
    notebook: path,
    asserts: strength.places.length,
    alarms: strength.alarms.map(({ cell, line, source }) => ({ cell, line, source })),
    caught,
    of,
    stopped: strength.stopped,
  };
  return [...faults, notebook].map((line) => `${jsonText(line)}\n`).join('');
}
