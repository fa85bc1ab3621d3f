import type { LiburingRelease } from '../c/liburing/index.ts';
import type { Cause } from '../uapi/cause.ts';
import type { GeneratedFile } from './file-content.ts';

/** What a scenario is about, as the list of scenarios sorts them; src/text has their names. */
export type ScenarioGroup = 'basics' | 'ring' | 'waiting' | 'errors' | 'kring-entries';

/** What a list of scenarios shows. */
export interface ScenarioEntry {
  /** Its folder, and its name in links. */
  readonly id: string;
  readonly title: string;
  readonly group: ScenarioGroup;
}

/** A program that teaches one thing, with all it needs to run the same everywhere. */
export interface Scenario extends ScenarioEntry {
  /** One paragraph for somebody who sees AIO for the first time. */
  readonly summary: string;
  /** program.c, unchanged what `gcc -Wall -Wextra x.c -laio` compiles on Linux. */
  readonly program: { readonly name: string; readonly text: string };
  /** Where there is more than that one source: what is compiled, each against which headers, and then linked. */
  readonly units?: readonly ScenarioUnit[];
  /** The files of the working directory before the program starts. */
  readonly files: readonly GeneratedFile[];
  /** What it comes to instead of an exit. */
  readonly ends?: 'stuck' | 'livelock';
  /** What its program suffers from: at the end the page says what that is and what helps. */
  readonly cause?: Cause;
  /** The moments worth stopping at, in order. */
  readonly story: readonly StoryMark[];
}

export interface ScenarioUnit {
  /** The program's own name, or `liburing`: the library's sources. */
  readonly file: string;
  /** The release of liburing whose headers it includes. */
  readonly headers: LiburingRelease;
}

export interface StoryMark {
  /** `io_submit#1/PublishTail`: see assembly/uapi/records.ts. */
  readonly mark: string;
  /** What has just become true. */
  readonly note: string;
}
