import type { ChalkInstance } from 'chalk';
import { printable, printableLine } from '../printable.ts';
import type { Reporter } from './types.ts';

/** What `check` prints for a person: each gap with the assert that would close it. The conclusion is not part of it. */
export function gapText(chalk: ChalkInstance): Reporter {
  return {
    notebook({ path, feedback }) {
      const lines = feedback.flatMap(({ cell, line, source, proposals }) => {
        const place = chalk.cyan(`cell ${cell}, line ${line}`);
        return proposals.flatMap(({ assert, template }) => [
          `  ${place}  ${printableLine(source, 70)}  ${chalk.dim(template)}`,
          ...assert.split('\n').map((code) => `      ${chalk.green('+')} ${printable(code)}`),
        ]);
      });
      return `${[chalk.bold(printableLine(path, 200)), ...lines].join('\n')}\n\n`;
    },
    failure: () => '',
    summary: () => '',
  };
}
