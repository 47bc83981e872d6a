/** How a process of nbassert ends: also by a signal, nothing of it stays behind. */

/** Ctrl-C, `kill`, a closed terminal. */
export const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const acts = new Set<() => void>();

/**
 * Acts when the process ends, also by a signal that nobody else waits for; that signal still ends it. What is returned
 * takes it back.
 */
export function atAnyEnd(act: () => void): () => void {
  if (acts.size === 0) {
    process.on('exit', actAll);
    for (const signal of ENDING) process.on(signal, endBy);
  }
  acts.add(act);
  return () => forget(act);
}

function forget(act: () => void): void {
  acts.delete(act);
  if (acts.size > 0) return;
  process.off('exit', actAll);
  for (const signal of ENDING) process.off(signal, endBy);
}

function actAll(): void {
  for (const act of acts) {
    act();
    forget(act);
  }
}

function endBy(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  actAll();
  process.kill(process.pid, signal);
}
