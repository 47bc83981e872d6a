/**
 * Temporary files beside notebooks, and what killed runs left of them.
 *
 * They are called `.<name>.<machine>-<process>-<random>.nbassert-tmp`, where `<name>` is the beginning of the notebook's
 * name and `<machine>` stands for the host and, on Linux, for the process namespace. So a later run can tell
 * a leftover from the live file of another run: only files of dead processes on this machine are taken away.
 */

import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const NAME = /\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.nbassert-tmp$/;

/** A free name beside `path`. */
export function temporaryPath(path: string): string {
  // File names end at 255 bytes; the beginning is enough for a person to recognise it.
  const name = [...basename(path)].slice(0, 40).join('');
  const random = randomBytes(4).toString('hex');
  return join(dirname(path), `.${name}.${machine()}-${process.pid}-${random}.nbassert-tmp`);
}

/** Takes away what killed runs left in a folder. Never fails: a leftover does no harm but clutter. */
export function cleanLeftovers(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const match = name.startsWith('.') ? NAME.exec(name) : null;
    if (match === null || match[1] !== machine() || isAlive(Number(match[2]))) continue;
    try {
      unlinkSync(join(folder, name));
    } catch {
      // Another run was quicker, or it belongs to someone else.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

let known: string | undefined;

function machine(): string {
  known ??= createHash('sha256').update(`${hostname()}\0${processNamespace()}`).digest('hex').slice(0, 8);
  return known;
}

/** Containers number their processes each from 1; the namespace tells them apart. */
function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
