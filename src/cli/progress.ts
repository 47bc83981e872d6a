import type { Io } from './io.ts';

/** Tells a waiting person how far a run over many notebooks is. */
export interface Progress {
  /** One notebook more is done. Lets the terminal and Ctrl-C through. */
  step(): Promise<void>;
  /** Prints a line on stderr without disturbing the bar. */
  say(text: string): void;
  stop(): void;
}

/** A run shorter than this shows no bar. */
const BAR_AFTER = 700;
/** Where nobody watches, as in CI, a line so often. Milliseconds, as above. */
const LINE_EVERY = 15_000;

/**
 * Progress on stderr with rate and remaining time: a bar on a terminal when the run takes longer than a moment, elsewhere
 * a plain line now and then.
 * @param total null when it is not known how many there will be
 * @param apart whether data goes elsewhere than to the terminal the bar is drawn on
 */
export function progressOn(
  io: Io,
  flags: { readonly quiet?: boolean },
  total: number | null,
  apart: boolean,
): Progress {
  const isTerminal = io.stderr.isTTY === true;
  if (flags.quiet === true || total === 1 || (isTerminal && !apart && io.stdout.isTTY === true)) return none(io);
  return isTerminal && total !== null ? bar(io, total) : lines(io, total);
}

function none(io: Io): Progress {
  return { step: breathe, say: (text) => void io.stderr.write(text), stop: () => {} };
}

/** Timers and signals get their turn between two notebooks. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function lines(io: Io, total: number | null): Progress {
  const started = performance.now();
  let [done, said] = [0, started];
  return {
    ...none(io),
    async step() {
      done += 1;
      const now = performance.now();
      if (now - said >= LINE_EVERY) {
        said = now;
        io.stderr.write(`${progressLine(done, total, (now - started) / 1000)}\n`);
      }
      await breathe();
    },
  };
}

/** `1200 of 10000 notebooks, 85 a second, 2 min left`. */
export function progressLine(done: number, total: number | null, seconds: number): string {
  const counts = total === null ? `${done} notebooks` : `${done} of ${total} notebooks`;
  const left = total === null ? '' : `, ${duration(((total - done) * seconds) / done)} left`;
  return `${counts}, ${rate(done, seconds)}${left}`;
}

function rate(done: number, seconds: number): string {
  const each = done / Math.max(seconds, 0.001);
  return each >= 1 ? `${Math.round(each)} a second` : `${Math.round(60 * each)} a minute`;
}

function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function bar(io: Io, total: number): Progress {
  const started = performance.now();
  let done = 0;
  let drawn: import('cli-progress').SingleBar | null = null;
  const payload = () => ({ line: progressLine(Math.max(done, 1), total, (performance.now() - started) / 1000) });
  const draw = async () => {
    const { SingleBar, Presets } = await import('cli-progress');
    drawn = new SingleBar(
      {
        stream: io.stderr,
        format: '{bar} {line}',
        barsize: 24,
        hideCursor: true,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    drawn.start(total, done, payload());
  };
  return {
    async step() {
      done += 1;
      if (drawn === null && performance.now() - started > BAR_AFTER) await draw();
      drawn?.update(done, payload());
      await breathe();
    },
    say(text) {
      drawn?.stop();
      drawn = null;
      io.stderr.write(text);
    },
    stop: () => drawn?.stop(),
  };
}
