import { picture } from './picture.ts';
import { programStore } from './program-text.ts';
import type { Session } from './session.ts';

/** A moment that the scenario has something to say about. */
export interface StoryStop {
  readonly position: number;
  readonly mark: string;
  readonly note: string;
}

/** Whether what runs is the scenario's own program. */
const tellsStory = () => {
  const { scenario, running } = programStore.getState();
  return running === scenario.program.text;
};

/** What the scenario says about the moment at the cursor; at the beginning, what it is about. */
export const storyNote = picture<{ readonly text: string | undefined }>(({ recording }) => {
  if (!tellsStory()) return { text: undefined };
  const { scenario } = programStore.getState();
  if (recording.position === 0) return { text: scenario.summary };
  const mark = recording.markAt(recording.position);
  return { text: scenario.story.find((stop) => stop.mark === mark)?.note };
});

const NONE: readonly StoryStop[] = [];

let found: { session: Session; records: number; stops: readonly StoryStop[] } | undefined;

/** The story's moments as far as they are recorded, in order. The same array until there are more. */
export function storyStops(session: Session): readonly StoryStop[] {
  const { recording } = session;
  const { scenario } = programStore.getState();
  if (!tellsStory()) return NONE;
  const complete = found?.session === session && found.stops.length === scenario.story.length;
  if (found?.session !== session || (!complete && found.records !== recording.records.length)) {
    const stops = scenario.story
      .flatMap(({ mark, note }) => {
        const position = recording.positionOf(mark);
        return position === undefined ? [] : [{ position, mark, note }];
      })
      .sort((a, b) => a.position - b.position);
    found = { session, records: recording.records.length, stops };
  }
  return found.stops;
}
