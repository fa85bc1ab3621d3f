import { isMoving, playbackStore } from '../store/playback.ts';
import { selectionStore } from '../store/selection.ts';
import { sessionStore } from '../store/session.ts';
import { spotlightStore } from '../store/spotlight.ts';
import { advance, onMove } from '../store/transport.ts';
import { Turns } from './turns.ts';

type Listener = () => void;

/**
 * One requestAnimationFrame for the page: first the model goes on (store/transport.ts), then everything that
 * shows a value looks at it once. While the cursor moves in frame after frame (the run plays, somebody drags it), what is
 * cheap looks every frame and what is not takes turns. Sleeps while nothing moves.
 */
class FrameClock {
  /** Ticks that had something to show; a snapshot for those who draw everything. */
  version = 0;
  private readonly listeners = new Set<Listener>();
  private readonly turns = new Turns();
  private readonly waiting: Listener[] = [];
  private requested = 0;
  private changed = false;
  /** Where the cursor was in the last frame, and whether it had moved in it. */
  private position: number | undefined;
  private moving = false;
  private last = 0;

  /** For what costs next to nothing, or must move smoothly: called in every frame in which something has changed. */
  readonly subscribe = (listener: Listener): Listener => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** For what writes to the page: the same, but only when it is its turn while the cursor moves in frame after frame. */
  readonly takeTurns = (listener: Listener): Listener => this.turns.add(listener);

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
    const begin = performance.now();
    const elapsed = this.last === 0 ? 0 : now - this.last;
    const more = advance(elapsed);
    this.last = more ? now : 0;
    const follows = this.moving;
    const position = sessionStore.getState().session?.recording.position;
    this.moving = position !== this.position;
    this.position = position;
    if (this.changed) {
      this.changed = false;
      this.version++;
      this.turns.changed();
      for (const listener of this.listeners) listener();
    }
    if (this.turns.behind) this.draw(follows && this.moving, begin);
    if (more || this.moving || this.turns.behind) this.request();
    else for (const resolve of this.waiting.splice(0)) resolve();
  };

  private draw(takeTurns: boolean, begin: number): void {
    if (!takeTurns && !isMoving(playbackStore.getState())) this.turns.all();
    else if (this.turns.some()) {
      // Comes when the browser has laid out and painted this frame.
      setTimeout(() => this.turns.shown(performance.now() - begin));
    }
  }

  constructor() {
    onMove(this.invalidate);
    sessionStore.subscribe(this.invalidate);
    selectionStore.subscribe(this.invalidate);
    spotlightStore.subscribe(this.invalidate);
    playbackStore.subscribe(this.invalidate);
  }
}

export const frame = new FrameClock();
