/** Reports of several lines; each kind has its own reader. */
import { readClassification } from './report-classification.ts';
import { readInfo } from './report-info.ts';
import { readModelSummary } from './report-model.ts';
import { readModule } from './report-module.ts';
import { readRegression } from './report-regression.ts';
import { readTiming } from './report-timing.ts';
import { readTraining } from './report-training.ts';
import type { Report } from './types.ts';

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
