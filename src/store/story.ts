import { picture } from './picture.ts';
import { programStore } from './program-text.ts';

/** What the scenario says about the moment at the cursor; at the beginning, what it is about. */
export const storyNote = picture<{ readonly text: string | undefined }>(({ recording }) => {
  const { scenario, running } = programStore.getState();
  if (running !== scenario.program.text) return { text: undefined };
  if (recording.position === 0) return { text: scenario.summary };
  const mark = recording.markAt(recording.position);
  return { text: scenario.story.find((stop) => stop.mark === mark)?.note };
});
