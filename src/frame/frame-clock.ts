import { playbackStore } from '../store/playback.ts';
import { selectionStore } from '../store/selection.ts';
import { sessionStore } from '../store/session.ts';
import { spotlightStore } from '../store/spotlight.ts';
import { advance, onMove } from '../store/transport.ts';

type Listener = () => void;

/**
 * One requestAnimationFrame for the page: first the model goes on (store/transport.ts), then everything that
 * shows a value looks at it once. Sleeps while nothing moves.
 */
class FrameClock {
  /** Ticks that had something to show; a snapshot for those who draw everything. */
  version = 0;
  private readonly listeners = new Set<Listener>();
  private readonly waiting: Listener[] = [];
  private requested = 0;
  private changed = false;
  private last = 0;

  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Something that is drawn has changed: shows it in the next frame. */
  readonly invalidate = (): void => {
    this.changed = true;
    this.request();
  };

  /** Resolves when nothing plays, nothing is being recorded, and the last change is on the screen. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.request();
    });
  }

  private readonly request = (): void => {
    if (this.requested === 0) this.requested = requestAnimationFrame(this.tick);
  };

  private readonly tick = (now: number): void => {
    this.requested = 0;
    const elapsed = this.last === 0 ? 0 : now - this.last;
    const more = advance(elapsed);
    this.last = more ? now : 0;
    if (this.changed) {
      this.changed = false;
      this.version++;
      for (const listener of this.listeners) listener();
    }
    if (more) this.request();
    else for (const resolve of this.waiting.splice(0)) resolve();
  };

  constructor() {
    onMove(this.invalidate);
    sessionStore.subscribe(this.invalidate);
    selectionStore.subscribe(this.invalidate);
    spotlightStore.subscribe(this.invalidate);
    playbackStore.subscribe(this.invalidate);
  }
}

export const frame = new FrameClock();
