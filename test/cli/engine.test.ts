import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { flagsFor } from '../../src/cli/engine.ts';

const PLAIN = ['--max-inlined-bytecode-size-cumulative=300', '--heap-growing-percent=100'];

test.each([
  ['11.3.244.8-node.35', [...PLAIN, '--always-sparkplug', '--interrupt-budget=500000']],
  ['12.4.254.21-node.33', [...PLAIN, '--always-sparkplug', '--invocation-count-for-turbofan=12000']],
  ['13.6.233.10-node.28', PLAIN],
  ['14.1.146.11-node.14', PLAIN],
])('V8 %s gets the flags it has', (version, flags) => {
  expect(flagsFor(version)).toEqual(flags);
});

test('the engine that runs the tests knows its flags', () => {
  const { status, stderr } = spawnSync(process.execPath, [...flagsFor(process.versions.v8), '-e', '0'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
