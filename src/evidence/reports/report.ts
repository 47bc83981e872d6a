/** Reports of several lines; each kind has its own reader. */
import type { Report } from '../types.ts';
import { readClassification } from './classification.ts';
import { readInfo } from './info.ts';
import { readModelSummary } from './model.ts';
import { readModule } from './module.ts';
import { readRegression } from './regression.ts';
import { readTiming } from './timing.ts';
import { readTraining } from './training.ts';

/** Evidence of a known report; null for any other text. Readers are tried in the order of their certainty. */
export function readReport(text: string): Report | null {
  return (
    readInfo(text) ??
    readRegression(text) ??
    readClassification(text) ??
    readModelSummary(text) ??
    readModule(text) ??
    readTraining(text) ??
    readTiming(text)
  );
}
