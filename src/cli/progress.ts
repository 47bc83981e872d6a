import type { Io } from './io.ts';

/** Tells a waiting person how far a run over many notebooks is. */
export interface Progress {
  /** One notebook more is done. Lets the terminal breathe. */
  step(): Promise<void>;
  /** Prints a line on stderr without disturbing the bar. */
  say(text: string): void;
  stop(): void;
}

/** A run shorter than this shows no bar. */
const QUIET_MILLISECONDS = 700;

/**
 * A bar on stderr with rate and remaining time, when stderr is a terminal and the run takes longer than a moment.
 * @param apart whether data goes elsewhere than to the terminal the bar is drawn on
 */
export function progressOn(
  io: Io,
  flags: { readonly quiet?: boolean },
  total: number,
  apart: boolean,
): Progress {
  const wanted =
    flags.quiet !== true && io.stderr.isTTY === true && total > 1 && (apart || io.stdout.isTTY !== true);
  return wanted ? bar(io, total) : plain(io);
}

function plain(io: Io): Progress {
  return { step: async () => {}, say: (text) => void io.stderr.write(text), stop: () => {} };
}

function bar(io: Io, total: number): Progress {
  const started = performance.now();
  let done = 0;
  let drawn: import('cli-progress').SingleBar | null = null;
  const draw = async () => {
    const { SingleBar, Presets } = await import('cli-progress');
    drawn = new SingleBar(
      {
        stream: io.stderr,
        format: '{bar} {value}/{total} notebooks, {eta_formatted} left',
        hideCursor: true,
        clearOnComplete: true,
      },
      Presets.shades_classic,
    );
    drawn.start(total, done);
  };
  return {
    async step() {
      done += 1;
      if (drawn === null && performance.now() - started > QUIET_MILLISECONDS) await draw();
      drawn?.update(done);
      if (drawn !== null) await new Promise((resolve) => setImmediate(resolve));
    },
    say(text) {
      drawn?.stop();
      drawn = null;
      io.stderr.write(text);
    },
    stop: () => drawn?.stop(),
  };
}
