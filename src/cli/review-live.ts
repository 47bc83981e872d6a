/** What `review` runs: a notebook up to where somebody pressed `r`, and with `--run` also its faults, beside the questions. */

import { resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { FaultResult, LiveJudge, Offer } from '../kernel/index.ts';
import type { LiveRuns } from '../review/index.ts';
import { tryAnalyseFile } from '../repository/index.ts';
import type { SharedFlags } from './flags.ts';
import type { Io } from './io.ts';
import type { Setup } from './setup.ts';

/** So many faults are put into each notebook. */
const FAULTS = 12;

/** Runs on behalf of one review. Nothing is loaded or started before it is needed; `close` ends all kernels. */
export class ReviewRuns implements LiveRuns {
  readonly #flags: SharedFlags;
  readonly #io: Io;
  readonly #interrupt = new AbortController();
  readonly #measured = new Map<string, { readonly offers: readonly Offer[]; readonly results: FaultResult[] }>();
  #judge: LiveJudge | null = null;
  #measuring: Promise<void> = Promise.resolve();

  constructor(flags: SharedFlags, io: Io) {
    this.#flags = flags;
    this.#io = io;
  }

  async behind(...given: Parameters<LiveRuns['behind']>): ReturnType<LiveRuns['behind']> {
    return (await this.#ready()).behind(...given);
  }

  async inside(...given: Parameters<LiveRuns['inside']>): ReturnType<LiveRuns['inside']> {
    return (await this.#ready()).inside(...given);
  }

  catches(file: string, key: string, assert: string): { caught: number; of: number } | null {
    const known = this.#measured.get(file);
    const offer = known?.offers.find((one) => one.key.startsWith(`${key} `) && one.source === assert);
    const counted = known?.results.filter(({ status }) => status === 'caught' || status === 'slipped') ?? [];
    if (offer === undefined || counted.length === 0) return null;
    return { caught: counted.filter(({ wouldCatch }) => wouldCatch.includes(offer.key)).length, of: counted.length };
  }

  /** Puts faults into the notebooks, one after the other, while a person reviews. What cannot be run stays unknown. */
  measure(setup: Setup): void {
    this.#measuring = this.#measureAll(setup).catch((error: unknown) => {
      if (!(error instanceof NbassertError)) throw error;
    });
  }

  async close(): Promise<void> {
    this.#interrupt.abort();
    await this.#judge?.close();
    await this.#measuring;
  }

  async #ready(): Promise<LiveJudge> {
    const [{ LiveJudge }, options] = [await import('../kernel/index.ts'), await this.#options()];
    this.#judge ??= new LiveJudge(options);
    return this.#judge;
  }

  async #options() {
    const { runOptions } = await import('./run-flags.ts');
    return runOptions(this.#flags, this.#io, this.#interrupt.signal);
  }

  async #measureAll(setup: Setup): Promise<void> {
    const { measureStrength, offersIn } = await import('../kernel/index.ts');
    const options = await this.#options();
    for (const path of setup.notebooks) {
      const analysed = tryAnalyseFile(path, setup);
      if (this.#interrupt.signal.aborted) return;
      if ('error' in analysed) continue;
      const offers = offersIn(analysed.analysis.findings);
      const results: FaultResult[] = [];
      const file = resolve(this.#io.cwd, path);
      this.#measured.set(file, { offers, results });
      const choice = { count: FAULTS, seed: 1, kinds: [] };
      const onResult = (result: FaultResult) => results.push(result);
      await measureStrength(file, analysed.notebook, { choice, candidates: offers, onResult }, options);
    }
  }
}
